import type { QlikSenseDouble } from './double.ts'
import type { User } from './site/users.ts'
import type { VirtualProxy } from './site/virtual-proxies.ts'

/** Describes how to try Hubpass with the double. The commands work in any shell. */
export function describeSetup(qlik: QlikSenseDouble): string {
  const { hub, plainHub, qps, qrs, certificates, site } = qlik
  const facts = {
    Hub: [hub, plainHub].filter(address => address !== undefined).join(' and '),
    QPS: qps,
    QRS: qrs,
    Certificates: certificates.folder,
    'Virtual proxies': site.virtualProxies.map(formatVirtualProxy).join(', '),
    Users: site.users.map(formatUser).join(', '),
  }
  const siteAdd = `site add double --hub ${hub} --qps ${getHost(qps)} --qrs ${getHost(qrs)} --pem "${certificates.folder}"`
  return [
    'This Qlik Sense double runs at:',
    '',
    ...Object.entries(facts).map(([name, fact]) => `  ${name.padEnd(16)} ${fact}`),
    '',
    'To try Hubpass with it, run "npm run build" and, in another terminal in the Hubpass folder:',
    '',
    `  ${hubpassCommand} ${siteAdd}`,
    `  ${hubpassCommand} login double --user "DOMAIN\\User1"`,
    '',
    'Browsers warn about its certificate unless they trust root.pem in that folder.',
    'Ctrl-C stops it and deletes the folder.',
  ].join('\n')
}

const hubpassCommand = 'node dist/companion/hubpass.mjs'

const formatVirtualProxy = ({ prefix, linked }: VirtualProxy): string =>
  `${prefix || '(default)'}${linked ? '' : ' (linked to no proxy)'}`

const formatUser = ({ userDirectory, userId, hasAccessPass }: User): string =>
  `${userDirectory}\\${userId}${hasAccessPass ? '' : ' (without access pass)'}`

const getHost = (address: string): string => new URL(address).host
