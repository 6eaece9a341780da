import type { SecureContextOptions } from 'node:tls'
import { createAuthority } from '../certificates/authority.ts'
import { pooledKeys } from '../certificates/keys.ts'
import { issueServer, type Pair, type SiteCertificates } from '../certificates/site-certificates.ts'
import * as x509 from '../certificates/x509.ts'

/** How a door presents itself before HTTP begins. */
export type TlsShape = Pick<SecureContextOptions, 'cert' | 'key' | 'minVersion' | 'maxVersion' | 'ciphers'>

/** The leaf alone, as the reports of "unable to verify the first certificate" say (qlik-sense-facts.md §5.4). */
export const soundShape = ({ server }: SiteCertificates): TlsShape => toShape(server)

const toShape = ({ certificate, key }: Pair): TlsShape => ({ cert: certificate, key })

/** A server certificate with an extended key usage that lacks serverAuth (qlik-sense-facts.md §5.4). */
const forClients = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])

interface TlsFault {
  readonly what: string
  shape(site: SiteCertificates): TlsShape | Promise<TlsShape>
}

export const TLS_FAULTS = {
  tls12: { what: 'speaks TLS 1.2 only', shape: site => ({ ...soundShape(site), maxVersion: 'TLSv1.2' }) },
  tls11: {
    what: 'speaks TLS 1.1 only',
    shape: site => ({
      ...soundShape(site),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0', // OpenSSL 3 does not offer 1.1 at its usual level
    }),
  },
  leafOnlyChain: { what: 'sends its certificate alone, as it does anyhow', shape: soundShape },
  rootSentAlong: {
    what: 'sends its root behind its certificate',
    shape: site => ({ ...soundShape(site), cert: `${site.server.certificate}${site.authority.pem}` }),
  },
  serverCertificateExpired: {
    what: 'shows a server certificate that has expired',
    shape: site => reissued(site, site.hosts, { fromDay: -800, toDay: -1 }),
  },
  serverCertificateOfOtherName: {
    what: 'shows a server certificate for another host name',
    shape: site => reissued(site, ['other-name.test']),
  },
  serverCertificateOfWrongPurpose: {
    what: 'shows a server certificate that is not for servers',
    shape: site => reissued(site, site.hosts, { extensions: [forClients] }),
  },
  serverCertificateOfOtherSite: {
    what: "shows another site's server certificate",
    shape: async ({ hosts }) =>
      toShape(await issueServer(await createAuthority('elsewhere'), await pooledKeys('server'), hosts)),
  },
} as const satisfies Record<string, TlsFault>

export type TlsFaultName = keyof typeof TLS_FAULTS

const reissued = async ({ authority, serverKeys }: SiteCertificates, ...how: Reissue): Promise<TlsShape> =>
  toShape(await issueServer(authority, serverKeys, ...how))

type Reissue = Parameters<typeof issueServer> extends [unknown, unknown, ...infer Rest] ? Rest : never
