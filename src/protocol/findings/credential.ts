import type { FindingTexts } from './text.ts'

/** The certificate, its key and the site's root, checked on this machine before anything is sent. */
export const credentialFindings = {
  CREDENTIAL_FILE_MISSING: ({ path, role }: CredentialFileDetails) => ({
    message: `There is no ${role} at ${path}.`,
    remedy:
      'Export the certificates of this site from the QMC (Certificates, format PEM) into that folder, or correct the path.',
  }),
  CREDENTIAL_FILE_UNREADABLE: ({ path, role, reason }: CredentialFileDetails & { reason: string }) => ({
    message: `The ${role} ${path} cannot be read: ${reason}.`,
    remedy: 'Name a file, and give your account the right to read it.',
  }),
  CREDENTIAL_NOT_PEM: ({ path, role, found }: CredentialFileDetails & { found: string }) => ({
    message: `${path} is not a ${role} in PEM format; it holds ${found}.`,
    remedy:
      role === 'client certificate' && found === 'a private key'
        ? 'Certificate and key look swapped: --cert takes the certificate, --key the private key.'
        : 'Export the certificates from the QMC as PEM, not as Windows format.',
  }),
  CERTIFICATE_EXPIRED: ({ path, validTo }: { path: string; validTo: string }) => ({
    message: `The certificate ${path} expired on ${validTo}.`,
    remedy: 'Export a new client certificate from the QMC of this site.',
  }),
  CERTIFICATE_NOT_YET_VALID: ({ path, validFrom }: { path: string; validFrom: string }) => ({
    message: `The certificate ${path} is not valid before ${validFrom}.`,
    remedy: 'Check the clock of this machine and of the server that issued it.',
  }),
  KEY_MISSING: ({ path }: { path: string }) => ({
    message: `${path} holds no private key.`,
    remedy:
      'Use the private key of the same export: client_key.pem beside client.pem, or a PFX file that was exported with its key.',
  }),
  KEY_MISMATCH: ({ certificate, key }: { certificate: string; key: string }) => ({
    message: `The key ${key} does not belong to the certificate ${certificate}.`,
    remedy: 'Use client.pem and client_key.pem of the same export.',
  }),
  KEY_ENCRYPTED: ({ path, variable }: { path: string; variable?: string | undefined }) => ({
    message:
      variable === undefined
        ? `The key in ${path} is encrypted and no passphrase is configured.`
        : `The key in ${path} is encrypted and the environment variable ${variable} holds no passphrase.`,
    remedy:
      variable === undefined
        ? 'Name the environment variable that holds the passphrase: "hubpass site add … --passphrase-env VAR".'
        : `Set ${variable} to the passphrase where the companion is started.`,
  }),
  PASSPHRASE_WRONG: ({ path, variable }: { path: string; variable?: string | undefined }) => ({
    message: `The passphrase${variable === undefined ? '' : ` from ${variable}`} does not open ${path}.`,
    remedy: 'Correct the passphrase, or export the certificates again.',
  }),
  PFX_UNREADABLE: ({ path, reason }: { path: string; reason: string }) => ({
    message: `The PFX file ${path} cannot be read: ${reason}.`,
    remedy: 'Export the certificates from the QMC again.',
  }),
  CERTIFICATE_NOT_FROM_SITE: ({ path, issuer, root, rootPath }: IssuerMismatchDetails) => ({
    message:
      issuer === root
        ? `The certificate ${path} was issued by another "${issuer}" than the root ${rootPath}: same name, other key.`
        : `The certificate ${path} was issued by "${issuer}", the root ${rootPath} is "${root}".`,
    remedy: 'Use client.pem, client_key.pem and root.pem of one export, made on this very site.',
  }),
  CERTIFICATE_AMBIGUOUS: ({ candidates }: { candidates: string[] }) => ({
    message: `More than one certificate fits: ${candidates.join('; ')}.`,
    remedy:
      'Say which one: --pem with its folder, --pfx with its file, or --windows-store with its thumbprint.',
  }),
  CERTIFICATE_NOT_FOUND: ({ wanted, found }: { wanted: string[]; found: string[] }) => ({
    message:
      found.length === 0
        ? 'No client certificate was found in the usual places.'
        : `None of the certificates found is usable and from ${wanted.join(' or ')}: ${found.join('; ')}.`,
    remedy: 'Say where it is: --pem with a folder, --pfx with a file, or --windows-store with a thumbprint.',
  }),
  CERTIFICATE_EXPIRES_SOON: ({ path, validTo, days }: { path: string; validTo: string; days: number }) => ({
    message: `The certificate ${path} expires in ${days} days, on ${validTo}.`,
    remedy: 'Export a new client certificate from the QMC of this site in time.',
  }),
  CERTIFICATE_NOT_FOR_CLIENTS: ({ path, role }: { path: string; role?: string | undefined }) => ({
    message:
      role === undefined
        ? `The certificate ${path} does not say that Qlik Sense made it for clients.`
        : `Qlik Sense made the certificate ${path} for the role "${role}", not for "Client".`,
    remedy: 'Use client.pem of the export; if signing in works with this one, nothing has to be done.',
  }),
} satisfies FindingTexts

export interface CredentialFileDetails {
  path: string
  role: string
}

export interface IssuerMismatchDetails {
  path: string
  issuer: string
  rootPath: string
  root: string
}
