import { isMessage, message, type Text } from '#messages/message'
import { finding } from './finding.ts'

/**
 * Findings about the certificate, its key and the site's root, which are checked before any
 * request.
 */
export const credentialFindings = {
  CREDENTIAL_FILE_MISSING: finding<CredentialFileDetails>(withRole),
  CREDENTIAL_FILE_UNREADABLE: finding<CredentialFileDetails & { reason: Text }>(withRole),
  CREDENTIAL_NOT_PEM: finding<CredentialFileDetails & { found: Text }>(details => ({
    ...withRole(details),
    variants: [
      variantOf(details.found),
      details.role === 'client certificate' && variantOf(details.found) === 'foundPrivateKey' && 'swapped',
    ],
  })),
  CERTIFICATE_EXPIRED: finding<{ path: string; validTo: string }>(),
  CERTIFICATE_NOT_YET_VALID: finding<{ path: string; validFrom: string }>(),
  KEY_MISSING: finding<{ path: string }>(),
  KEY_MISMATCH: finding<{ certificate: string; key: string }>(),
  KEY_ENCRYPTED: finding<PassphraseOf>(withVariable),
  PASSPHRASE_WRONG: finding<PassphraseOf>(withVariable),
  PFX_UNREADABLE: finding<{ path: string; reason: Text; found?: Text | undefined }>(({ found }) => ({
    variants: [variantOf(found)],
  })),
  CERTIFICATE_NOT_FROM_SITE: finding<IssuerMismatchDetails>(({ issuer, root }) => ({
    variants: [issuer === root && 'sameName'],
  })),
  CERTIFICATE_AMBIGUOUS: finding<{ candidates: string[] }>(),
  CERTIFICATE_NOT_FOUND: finding<MissingCertificate>(({ found, thumbprint }) => ({
    variants: [found.length === 0 && 'noneFound', thumbprint !== undefined && 'thumbprint'],
  })),
  CERTIFICATE_EXPIRES_SOON: finding<{ path: string; validTo: string; days: number }>(({ days }) => ({
    values: { count: days },
  })),
  CERTIFICATE_NOT_FOR_CLIENTS: finding<{ path: string; role?: string | undefined }>(({ role }) => ({
    variants: [role !== undefined && 'role'],
  })),
  ENCRYPTION_UNSUPPORTED: finding<ProtectedFile & { scheme: Text }>(({ format, scheme }) => ({
    variants: [variantOf(scheme), format],
  })),
  CERTIFICATE_REJECTED: finding<{ path: string; reason: Text }>(),
  CERTIFICATE_PROPOSED: finding<{ location: string; option: string; roots: string[] }>(),
}

/** A file whose key a passphrase protects. */
export interface ProtectedFile {
  path: string
  format: 'PEM' | 'PFX'
}

export interface CredentialFileDetails {
  path: string
  role: string
}

export interface MissingCertificate {
  /** The names of the authorities that could have issued it. */
  wanted: string[]
  /** What was found instead, one line each. */
  found: string[]
  /** The thumbprint that was asked for. */
  thumbprint?: string | undefined
}

export interface PassphraseOf {
  path: string
  /** The environment variable that should hold the passphrase. */
  variable?: string | undefined
}

export interface IssuerMismatchDetails {
  path: string
  issuer: string
  rootPath: string
  root: string
}

function withRole({ role }: Pick<CredentialFileDetails, 'role'>) {
  return { values: { role: roles.get(role) ?? role } }
}

/** Returns the variant that a reason selects by its name, if it has a text of its own. */
const variantOf = (reason: unknown) => isMessage(reason) && reason.id.slice('reason.'.length)

function withVariable({ variable }: PassphraseOf) {
  return { variants: [variable !== undefined && 'variable'] }
}

/** The names that the companion has for the files of a credential. */
const roles = new Map([
  ['client certificate', message('role.clientCertificate')],
  ['private key', message('role.privateKey')],
  ['root certificate', message('role.rootCertificate')],
  ['Windows certificate store', message('role.windowsStore')],
])
