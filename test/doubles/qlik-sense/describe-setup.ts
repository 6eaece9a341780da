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
    'A Qlik Sense double, for as long as this runs:',
    '',
    ...Object.entries(facts).map(([name, fact]) => `  ${name.padEnd(16)} ${fact}`),
    '',
    'To try Hubpass with it, in another terminal, in the folder of Hubpass (built by "npm run build"):',
    '',
    `  ${hubpassCommand} ${siteAdd}`,
    `  ${hubpassCommand} login double --user "DOMAIN\\User1"`,
    '',
    'A browser warns of its certificate, unless it trusts root.pem of that folder.',
    'Ctrl-C ends it and removes the folder.',
  ].join('\n')
}

const hubpassCommand = 'node dist/companion/hubpass.mjs'

const formatVirtualProxy = ({ prefix, linked }: VirtualProxy): string =>
  `${prefix || '(default)'}${linked ? '' : ' (linked to no proxy)'}`

const formatUser = ({ userDirectory, userId, hasAccessPass }: User): string =>
  `${userDirectory}\\${userId}${hasAccessPass ? '' : ' (without access pass)'}`

const getHost = (address: string): string => new URL(address).host
