import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FindingCode } from '#protocol/findings/index'
import type { SiteConfiguration } from '../../companion/config/schema.ts'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { FaultName } from '../doubles/qlik-sense/faults.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { rawServerName, startRawServer } from '../support/raw-server.ts'
import { credentialFrom } from '../support/site-config.ts'

type Arrange = (at: {
  qlik: QlikSenseDouble
  keep: <T extends AsyncDisposable>(one: T) => T
}) => Promise<Partial<SiteConfiguration>>

/** A cause of a row of docs/facts/qlik-sense.md §6, and the error that the companion reports. */
export interface CliCase {
  row: number
  cause: string
  settings?: DoubleOptions
  /**
   * Produces the cause and returns changes to the site's configuration. Passes its servers to
   * `keep` for disposal.
   */
  arrange?: Arrange
  /** Options of `login`, unless `command` is set. */
  options?: string[]
  command?: string[]
  code: FindingCode
  exitCode: number
  message: string
  remedy: string
}

const withFault =
  (fault: FaultName): Arrange =>
  async ({ qlik }) => {
    await qlik.fault(fault, { endpoint: 'qps' })
    return {}
  }

/**
 * The client certificate of another site. The root file contains both roots, so the server stays
 * trusted.
 */
const withForeignCertificate: Arrange = async ({ qlik }) => {
  const folder = await qlik.writeCertificates('foreign')
  const roots = [folder, qlik.certificates.folder].map(each => readFile(join(each, 'root.pem'), 'utf8'))
  await writeFile(join(folder, 'root.pem'), (await Promise.all(roots)).join('\n'))
  return { credential: credentialFrom(folder) }
}

/** The complete export of another site. */
const withForeignExport =
  (fault: FaultName): Arrange =>
  async ({ qlik }) => {
    await qlik.fault(fault, { endpoint: 'qps' })
    return { credential: credentialFrom(await qlik.writeCertificates('foreign')) }
  }

const withoutHeader =
  (endpoint: 'qps' | 'qrs', header: string): Arrange =>
  async ({ qlik, keep }) => {
    const between = await import('./header-stripping-proxy.ts')
    return keep(await between.startHeaderStrippingProxy(qlik, endpoint, header)).site
  }

const withUnauthorizedServer: Arrange = async ({ qlik, keep }) => {
  const server = await startRawServer(qlik, (_, response) => response.writeHead(401).end())
  return { qps: keep(server).address, tlsServerName: rawServerName }
}

const withPlainPort: Arrange = async ({ qlik }) => ({ qps: new URL(qlik.plainHub ?? '').host })

const exportAgainRemedy = 'Export the client certificate again from the QMC of this site.'
const rootOfSiteRemedy = 'Use the root.pem that was exported from this site.'

export const cliCases: CliCase[] = [
  {
    row: 1,
    cause: 'a network device that removes the xrfkey header',
    arrange: withoutHeader('qps', 'x-qlik-xrfkey'),
    code: 'XSRF_REJECTED',
    exitCode: 5,
    message: 'rejected the request as forged (XSRF prevention check failed)',
    remedy: 'removes the query or the header X-Qlik-Xrfkey.',
  },
  {
    row: 2,
    cause: "another site's client certificate",
    arrange: withForeignCertificate,
    code: 'QPS_FORBIDDEN',
    exitCode: 5,
    message: 'responded with 403 and did not accept the client certificate',
    remedy: exportAgainRemedy,
  },
  {
    row: 3,
    cause: 'a virtual proxy in a path of the Repository Service',
    command: ['qrs', 'acme', 'sales/about'],
    code: 'UNEXPECTED_RESPONSE',
    exitCode: 5,
    message: 'responded with 404',
    remedy: 'Check the path, and check that this is the port of the Qlik Sense Repository Service (4242).',
  },
  {
    row: 3,
    cause: 'the port of the Repository Service instead of QPS',
    arrange: async ({ qlik }) => ({ qps: new URL(qlik.qrs).host }),
    options: ['--prefix', 'sales'],
    code: 'VIRTUAL_PROXY_UNKNOWN',
    exitCode: 5,
    message: 'no virtual proxy with the prefix "sales" here (it responded with 404)',
    remedy: 'Then check that this is the REST API port of the Qlik Sense Proxy Service (4243).',
  },
  {
    row: 3,
    cause: 'a display name instead of the prefix',
    options: ['--prefix', 'Central Proxy (Default)'],
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: 'Virtual proxy prefix "Central Proxy (Default)" is not valid.',
    remedy: 'or no prefix for the default virtual proxy',
  },
  {
    row: 4,
    cause: 'a virtual proxy that is linked to no proxy',
    settings: { unknowns: { unknownPrefixOnQps: '400' } },
    options: ['--prefix', 'unlinked'],
    code: 'VIRTUAL_PROXY_NOT_LINKED',
    exitCode: 5,
    message: 'The virtual proxy "unlinked" is not linked to a proxy.',
    remedy: 'in the QMC (Virtual proxies > Edit > Proxies)',
  },
  {
    row: 6,
    cause: 'a certificate that the server rejects in TLS',
    settings: { unknowns: { noClientCertificate: 'tlsAlert' } },
    arrange: withForeignCertificate,
    code: 'TLS_CLIENT_CERTIFICATE_REJECTED',
    exitCode: 4,
    message: 'rejected the client certificate. With this certificate, the server closes the connection',
    remedy: exportAgainRemedy,
  },
  {
    row: 6,
    cause: 'https to a port of plain http',
    settings: { plainHubPort: 0 },
    arrange: withPlainPort,
    code: 'NOT_TLS',
    exitCode: 4,
    message: 'does not use TLS',
    remedy: 'Correct the port. With TLS, QPS listens on 4243 and QRS on 4242.',
  },
  {
    row: 6,
    cause: 'a server that hangs up on the request',
    arrange: withFault('hangUp'),
    code: 'CONNECTION_CLOSED',
    exitCode: 4,
    message: 'accepted the connection, but closed it without a response when it received the request',
    remedy: 'Try again. If the problem persists, check the log of the Qlik Sense service',
  },
  {
    row: 7,
    cause: "another site's root and a server that sends only its certificate",
    arrange: withForeignExport('leafOnlyChain'),
    code: 'TLS_UNTRUSTED_ROOT',
    exitCode: 4,
    message: '(unable to verify the first certificate)',
    remedy: rootOfSiteRemedy,
  },
  {
    row: 8,
    cause: "another site's root and a server that sends its root",
    arrange: withForeignExport('rootSentAlong'),
    code: 'TLS_UNTRUSTED_ROOT',
    exitCode: 4,
    message: '(self-signed certificate in certificate chain)',
    remedy: rootOfSiteRemedy,
  },
  {
    row: 9,
    cause: 'a server certificate that is not for servers',
    arrange: withFault('serverCertificateOfWrongPurpose'),
    code: 'TLS_WRONG_PURPOSE',
    exitCode: 4,
    message: 'is not a server certificate',
    remedy: 'Recreate the Qlik Sense service certificates of this site.',
  },
  {
    row: 10,
    cause: 'a server certificate for another name',
    arrange: withFault('serverCertificateOfOtherName'),
    code: 'TLS_NAME_MISMATCH',
    exitCode: 4,
    message: 'is for other-name.test, not for localhost',
    remedy:
      'Use the name in the certificate as the host, or set it with "hubpass site add … --tls-server-name".',
  },
  {
    row: 12,
    cause: 'a network device that removes the X-Qlik-User header',
    arrange: withoutHeader('qrs', 'x-qlik-user'),
    command: ['qrs', 'acme', 'about'],
    code: 'UNEXPECTED_RESPONSE',
    exitCode: 5,
    message: 'Unknown users not allowed for repository calls',
    remedy: 'removes or changes the header X-Qlik-User.',
  },
  {
    row: 13,
    cause: 'a response of 401',
    arrange: withUnauthorizedServer,
    code: 'QPS_FORBIDDEN',
    exitCode: 5,
    message: 'responded with 401 and did not accept the client certificate',
    remedy: exportAgainRemedy,
  },
  {
    row: 14,
    cause: "another site's server certificate",
    arrange: withFault('serverCertificateOfOtherSite'),
    code: 'TLS_UNTRUSTED_ROOT',
    exitCode: 4,
    message: 'was not issued by the root certificate of this site',
    remedy: rootOfSiteRemedy,
  },
  {
    row: 25,
    cause: 'a backslash in the user id',
    options: ['--user', 'DOMAIN\\User1\\x'],
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: '--user: "DOMAIN\\User1\\x" is not a directory and an id.',
    remedy: 'directory and id as "DIRECTORY\\id"',
  },
  {
    row: 25,
    cause: 'a blank user id',
    options: ['--user', 'DOMAIN\\  '],
    code: 'IDENTITY_INVALID',
    exitCode: 2,
    message: 'User id "  " is not valid: it must not be empty.',
    remedy: 'Correct the field User id.',
  },
  {
    row: 27,
    cause: 'a port where nothing listens',
    arrange: withFault('refused'),
    code: 'CONNECTION_REFUSED',
    exitCode: 4,
    message: 'refused the connection.',
    remedy: 'Check that the firewall allows this port and that its Qlik Sense service is running',
  },
]
