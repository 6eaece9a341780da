import { extensionId, nativeHostName } from '#protocol/constants'
import type { BrowserFamily } from '../../../companion/install/browsers/browser-location.ts'
import { createHostManifest } from '../../../companion/install/host-manifest.ts'
import { formatPackageMarker, packageMarkerName } from '../../../companion/install/package-marker.ts'
import { compileCacheFolder } from '../../../companion/program-files.ts'

/** The file of the layout that browsers start. */
export const launcherName = 'hubpass.cmd'

/**
 * The manifests beside the launcher. Firefox passes the path of its manifest, which must end in the
 * name of the host.
 */
export const manifestNames: Record<BrowserFamily, string> = {
  chromium: `chromium.${nativeHostName}.json`,
  firefox: `firefox.${nativeHostName}.json`,
}

/**
 * The program in the user's PATH. Its folder has nothing else: that of the launcher contains a Node,
 * which would be found as `node`.
 */
export const commandPath = 'bin/hubpass.cmd'

/**
 * Returns the files that the installer adds to the portable layout, by path. They take the place of
 * what `hubpass install` would write, and of the text that explains it.
 */
export const createHostFiles = (extensionIds: readonly string[] = [extensionId]): Record<string, string> => ({
  [commandPath]: `@"%~dp0..\\${launcherName}" %*\r\n`,
  [manifestNames.chromium]: formatManifest('chromium', extensionIds),
  [manifestNames.firefox]: formatManifest('firefox', extensionIds),
  'README.txt': readme.join('\r\n'),
  [`companion/${packageMarkerName}`]: formatPackageMarker('msi'),
  // Node cannot create its cache where a file is. The installer could not remove a cache: it knows
  // only the files that it installed.
  [`companion/${compileCacheFolder}`]: 'This file keeps Node.js from storing compiled code here.\r\n',
})

/**
 * On Windows, a manifest may name a launcher in its own folder
 * (docs/facts/browsers-and-node.md §5.1).
 */
const formatManifest = (family: BrowserFamily, extensionIds: readonly string[]): string =>
  `${JSON.stringify(createHostManifest(family, launcherName, extensionIds), null, 2)}\n`

const readme = [
  'Hubpass signs testers in to Qlik Sense Enterprise on Windows through the session API.',
  '',
  'The installer has registered Hubpass with Chrome, Edge, Chromium and Firefox.',
  '',
  "1. On the browser's extensions page, turn on Developer mode, choose Load unpacked, and select the folder",
  '   "extension" beside this file.',
  '2. The page Getting started opens. It shows the next step.',
  '',
  'To upgrade, run the installer of the new version, and choose Reload on the extensions page.',
  'To remove Hubpass, open Settings > Apps > Installed apps, and remove the extension from the browser.',
  '',
]
