import type { SecureContextOptions } from 'node:tls'
import { createAuthority, createSelfSigner } from '../certificates/authority.ts'
import { getPooledKeys } from '../certificates/keys.ts'
import {
  type CertificatePair,
  issueServer,
  type SiteCertificates,
} from '../certificates/site-certificates.ts'
import * as x509 from '../certificates/x509.ts'

/** The TLS settings of an endpoint. */
export type TlsProfile = Pick<SecureContextOptions, 'cert' | 'key' | 'minVersion' | 'maxVersion' | 'ciphers'>

/**
 * Sends the leaf certificate alone, as in reports of "unable to verify the first certificate"
 * (docs/facts/qlik-sense.md §5.4).
 */
export const defaultTlsProfile = ({ server }: SiteCertificates): TlsProfile => toTlsProfile(server)

const toTlsProfile = ({ certificate, key }: CertificatePair): TlsProfile => ({ cert: certificate, key })

/** A server certificate with an extended key usage that lacks serverAuth (docs/facts/qlik-sense.md §5.4). */
const clientAuthOnly = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])

interface TlsFault {
  readonly what: string
  profile(site: SiteCertificates): TlsProfile | Promise<TlsProfile>
}

export const TLS_FAULTS = {
  tls12: {
    what: 'speaks TLS 1.2 only',
    profile: site => ({ ...defaultTlsProfile(site), maxVersion: 'TLSv1.2' }),
  },
  tls11: {
    what: 'speaks TLS 1.1 only',
    profile: site => ({
      ...defaultTlsProfile(site),
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0', // OpenSSL 3 does not offer TLS 1.1 at its default level
    }),
  },
  leafOnlyChain: { what: 'sends its certificate alone, which is the default', profile: defaultTlsProfile },
  rootSentAlong: {
    what: 'sends its root after its certificate',
    profile: site => ({
      ...defaultTlsProfile(site),
      cert: `${site.server.certificate}${site.authority.pem}`,
    }),
  },
  serverCertificateExpired: {
    what: 'uses an expired server certificate',
    profile: site => reissueServer(site, site.hosts, { fromDay: -800, toDay: -1 }),
  },
  serverCertificateNotYetValid: {
    what: 'uses a server certificate that is not valid yet',
    profile: site => reissueServer(site, site.hosts, { fromDay: 1, toDay: 800 }),
  },
  serverCertificateSelfSigned: {
    what: 'uses a self-signed server certificate',
    profile: async ({ hosts, serverKeys }) =>
      toTlsProfile(await issueServer(await createSelfSigner(serverKeys), serverKeys, hosts)),
  },
  serverCertificateOfOtherName: {
    what: 'uses a server certificate for another host name',
    profile: site => reissueServer(site, ['other-name.test']),
  },
  serverCertificateOfWrongPurpose: {
    what: 'uses a server certificate without server authentication',
    profile: site => reissueServer(site, site.hosts, { extensions: [clientAuthOnly] }),
  },
  serverCertificateOfOtherSite: {
    what: "uses another site's server certificate",
    profile: async ({ hosts }) =>
      toTlsProfile(
        await issueServer(await createAuthority('elsewhere'), await getPooledKeys('server'), hosts),
      ),
  },
} as const satisfies Record<string, TlsFault>

export type TlsFaultName = keyof typeof TLS_FAULTS

const reissueServer = async (
  { authority, serverKeys }: SiteCertificates,
  ...args: ReissueArgs
): Promise<TlsProfile> => toTlsProfile(await issueServer(authority, serverKeys, ...args))

/** Uses a server certificate that expires in three days. */
export const expiringTlsProfile = (site: SiteCertificates): Promise<TlsProfile> =>
  reissueServer(site, site.hosts, { fromDay: -360, toDay: 3 })

type ReissueArgs = Parameters<typeof issueServer> extends [unknown, unknown, ...infer Rest] ? Rest : never
