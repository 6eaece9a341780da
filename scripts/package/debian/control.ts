/** Returns the description of the package for dpkg. Node for Linux needs glibc 2.28 and the library of GCC. */
export const createControl = (version: string, installedKb: number): string => `Package: hubpass
Version: ${version}
Section: web
Priority: optional
Architecture: amd64
Installed-Size: ${installedKb}
Depends: libc6 (>= 2.28), libstdc++6 (>= 8)
Maintainer: the Hubpass authors <hubpass@localhost>
Description: sign in to Qlik Sense as a test user
 Hubpass signs testers in to Qlik Sense Enterprise on Windows through the
 session API. This package contains the companion with its own Node.js,
 registers it with Chromium, Chrome, Edge and Firefox for all users, and
 contains the browser extension in /usr/lib/hubpass/extension.
`

/** Removes the compile cache, which Node writes when root runs the companion. */
export const prerm = `#!/bin/sh
set -e
rm -rf /usr/lib/hubpass/companion/cache
`
