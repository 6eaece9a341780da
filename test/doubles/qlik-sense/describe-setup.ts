import type { QlikSenseDouble } from './double.ts'
import type { User } from './site/users.ts'
import type { VirtualProxy } from './site/virtual-proxies.ts'

/** Describes how to try Hubpass with the double. The commands work in any shell of the system. */
export function describeSetup(qlik: QlikSenseDouble, platform: NodeJS.Platform = process.platform): string {
  const { hub, plainHub, qps, qrs, certificates, site } = qlik
  const facts = {
    Hub: [hub, plainHub].filter(address => address !== undefined).join(' and '),
    'Virtual proxies': site.virtualProxies.map(formatVirtualProxy).join(', '),
    Users: site.users.map(formatUser).join(', '),
  }
  const options = `--hub ${hub} --qps ${getHost(qps)} --qrs ${getHost(qrs)} --pem "${certificates.folder}"`
  const root = `${certificates.folder}${platform === 'win32' ? '\\' : '/'}root.pem`
  return [
    'A stand-in for Qlik Sense runs here.',
    '',
    ...Object.entries(facts).map(([name, fact]) => `  ${name.padEnd(16)} ${fact}`),
    '',
    'To try Hubpass with it, run "npm run build" and, in another terminal in this folder:',
    '',
    `  ${hubpassCommand} site add double ${options}`,
    `  ${hubpassCommand} install`,
    '  In the browser: on the extensions page, turn on Developer mode, and load dist/chrome unpacked.',
    `  In the browser: open ${hub}/hub/`,
    '',
    'Browsers warn about its certificate. To trust it until it stops:',
    '',
    `  ${describeTrust(root)[platform] ?? `Import ${root} in the settings of the browser.`}`,
    '',
    'Ctrl-C stops it and deletes its certificates.',
  ].join('\n')
}

const hubpassCommand = 'node dist/companion/hubpass.mjs'

/** The command with which browsers trust a root, on each system. On Linux it is part of libnss3-tools. */
const describeTrust = (root: string): Partial<Record<NodeJS.Platform, string>> => ({
  linux: `certutil -d "sql:$HOME/.pki/nssdb" -A -t C,, -n hubpass-double -i "${root}"`,
  darwin: `security add-trusted-cert -k ~/Library/Keychains/login.keychain-db "${root}"`,
  win32: `certutil -user -addstore Root "${root}"`,
})

const formatVirtualProxy = ({ prefix, linked }: VirtualProxy): string =>
  `${prefix || '(default)'}${linked ? '' : ' (linked to no proxy)'}`

const formatUser = ({ userDirectory, userId, hasAccessPass }: User): string =>
  `${userDirectory}\\${userId}${hasAccessPass ? '' : ' (without access pass)'}`

const getHost = (address: string): string => new URL(address).host
