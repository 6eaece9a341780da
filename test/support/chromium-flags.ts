export interface ChromiumFlagOptions {
  /** The folders of unpacked extensions. */
  extensions: readonly string[]
  /** The names that lead to this machine. */
  hosts: readonly string[]
  /** The key of the server's certificate, which the browser shall trust: SHA-256, base64. */
  spki: string
  headless: boolean
}

/** Every flag that our browsers are started with: an extension, a name, a key, and no word to anybody outside. */
export const chromiumFlags = ({ extensions, hosts, spki, headless }: ChromiumFlagOptions): string[] => [
  // Scroll bars would move the page between measuring and taking a picture of it.
  ...(headless ? ['--headless=new', '--hide-scrollbars'] : []),
  // Chromium's sandbox refuses to be started by root, which is who runs in most containers.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--no-first-run',
  // Nothing here needs them, and each costs every start.
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--disable-breakpad',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  `--disable-extensions-except=${extensions.join(',')}`,
  `--load-extension=${extensions.join(',')}`,
  `--host-resolver-rules=${hosts.map(host => `MAP ${host} 127.0.0.1`).join(',')}`,
  `--ignore-certificate-errors-spki-list=${spki}`,
]
