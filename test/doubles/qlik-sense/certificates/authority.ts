import { createKeys, type Keys, toCryptoKeys } from './keys.ts'
import * as x509 from './x509.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Marks the purpose of a certificate: "Client", "Service" or "Root" (docs/facts/qlik-sense.md
 * §5.2).
 */
const ROLE_OID = '1.3.6.1.5.5.7.13.3'

export type Role = 'Client' | 'Service' | 'Root'

export interface CertificateOptions {
  readonly subject: string
  readonly role: Role
  readonly keys: Keys
  readonly extensions?: readonly x509.Extension[]
  /**
   * In days from now. By default certificates are valid for five years and seven days
   * (docs/facts/qlik-sense.md §5.2).
   */
  readonly fromDay?: number
  readonly toDay?: number
}

/** A site's own certificate authority, `CN=<HOST>-CA`. */
export interface Authority {
  readonly name: string
  readonly pem: string
  issue(order: CertificateOptions): Promise<string>
}

export async function createAuthority(machine: string): Promise<Authority> {
  const keys = await createKeys()
  const name = `CN=${machine.toUpperCase()}-CA`
  const signer = await toCryptoKeys(keys)
  const issue = (order: CertificateOptions) => signCertificate(order, name, signer)
  // Basic constraints are critical and there is no key usage (docs/facts/qlik-sense.md §5.2).
  const basicConstraints = new x509.BasicConstraintsExtension(true, undefined, true)
  // Older than every certificate that it issues, including expired ones.
  const root = { subject: name, role: 'Root', keys, extensions: [basicConstraints], fromDay: -3000 } as const
  return { name, pem: await issue(root), issue }
}

/** Returns an issuer that signs every certificate with the keys of that certificate. */
export async function createSelfSigner(keys: Keys): Promise<Pick<Authority, 'issue'>> {
  const signer = await toCryptoKeys(keys)
  return { issue: order => signCertificate(order, order.subject, signer) }
}

async function signCertificate(
  options: CertificateOptions,
  issuer: string,
  signer: CryptoKeyPair,
): Promise<string> {
  const { publicKey } = await toCryptoKeys(options.keys)
  const certificate = await x509.X509CertificateGenerator.create({
    subject: options.subject,
    issuer,
    notBefore: daysFromNow(options.fromDay ?? -7),
    notAfter: daysFromNow(options.toDay ?? 5 * 365),
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    publicKey,
    signingKey: signer.privateKey,
    extensions: [
      ...(options.extensions ?? []),
      createRoleExtension(options.role),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      ...(options.role === 'Root'
        ? []
        : [await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey)]),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

/**
 * Creates the non-critical extension: a DER OCTET STRING with the role, e.g. `04 06 43 6c 69 65 6e
 * 74` (docs/facts/qlik-sense.md §5.2).
 */
function createRoleExtension(role: Role): x509.Extension {
  const text = Buffer.from(role, 'ascii')
  return new x509.Extension(ROLE_OID, false, new Uint8Array([0x04, text.length, ...text]))
}

const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS)
