export interface ChromiumFlagOptions {
  /** The folders of unpacked extensions. */
  extensions: readonly string[]
  /** Host names that resolve to this machine. */
  hosts: readonly string[]
  /** The key of the server certificate that the browser trusts: SHA-256, base64. */
  spki: string
  headless: boolean
}

/**
 * Returns the flags of our browsers: extensions, host names, trusted key, and no outside traffic.
 */
export const chromiumFlags = ({ extensions, hosts, spki, headless }: ChromiumFlagOptions): string[] => [
  // Scroll bars would shift the page between measuring and taking a screenshot.
  ...(headless ? ['--headless=new', '--hide-scrollbars'] : []),
  // Chromium's sandbox does not start as root, the usual user in containers.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--no-first-run',
  // The tests do not need these features, and each slows down every start.
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
