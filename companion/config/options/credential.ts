import { dirname, join, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import {
  type CredentialSource,
  type PemCredential,
  thumbprintPattern,
  type WindowsStoreCredential,
} from '../schema.ts'

export interface CredentialOptions {
  pem?: string
  cert?: string
  key?: string
  pfx?: string
  windowsStore?: string
  thumbprint?: string
  ca?: string
  passphraseEnv?: string
}

/** Returns whether the options say where the credential is. */
export const hasCredentialOption = ({ pem, cert, key, pfx, windowsStore }: CredentialOptions): boolean =>
  [pem, cert, key, pfx, windowsStore].some(location => location !== undefined)

/**
 * Returns the credential source that the options describe, with absolute paths. Throws BAD_REQUEST.
 */
export function parseCredentialOptions(options: CredentialOptions): CredentialSource {
  const { pem, cert, key, pfx, windowsStore } = options
  const locations = [pem, cert ?? key, pfx, windowsStore].filter(location => location !== undefined)
  if (locations.length !== 1) throw credentialOptionError(locations.join(', '))
  const shared = parseSharedOptions(options)
  if (windowsStore !== undefined) {
    const { passphraseEnv: _, thumbprint: pinned, ...root } = shared
    if (pinned !== undefined) throw credentialOptionError(pinned)
    return { kind: 'windows-store', ...parseStoreOption(windowsStore), ...root }
  }
  if (pfx !== undefined) return { kind: 'pfx', file: resolve(pfx), ...shared }
  return {
    ...(pem === undefined ? buildPemFromFiles(cert, key) : buildPemFromFolder(resolve(pem))),
    ...shared,
  }
}

/** Parses the options that apply to every kind of credential. Throws BAD_REQUEST. */
export const parseSharedOptions = ({ ca, passphraseEnv, thumbprint }: CredentialOptions) => ({
  ...(ca === undefined ? {} : { root: resolve(ca) }),
  ...(thumbprint === undefined ? {} : { thumbprint: parseThumbprint('--thumbprint', thumbprint) }),
  ...(passphraseEnv === undefined ? {} : { passphraseEnv: parseVariableName(passphraseEnv) }),
})

/** Uses the file names of a QMC export (docs/facts/qlik-sense.md §5.1). */
const buildPemFromFolder = (folder: string): PemCredential => ({
  kind: 'pem',
  certificate: join(folder, 'client.pem'),
  key: join(folder, 'client_key.pem'),
  root: join(folder, 'root.pem'),
})

function buildPemFromFiles(certificate: string | undefined, key: string | undefined): PemCredential {
  if (certificate === undefined || key === undefined) throw credentialOptionError(certificate ?? key ?? '')
  const root = resolve(dirname(certificate), 'root.pem')
  return { kind: 'pem', certificate: resolve(certificate), key: resolve(key), root }
}

/** The store defaults to `CurrentUser`. */
function parseStoreOption(received: string): Pick<WindowsStoreCredential, 'store' | 'thumbprint'> {
  const { store = 'CurrentUser', digits = '' } =
    /^(?:(?<store>CurrentUser|LocalMachine)\\(?:MY\\)?)?(?<digits>.*)$/i.exec(received)?.groups ?? {}
  return {
    store: /^l/i.test(store) ? 'LocalMachine' : 'CurrentUser',
    thumbprint: parseThumbprint(
      '--windows-store',
      digits,
      received,
      ', after LocalMachine\\ for a certificate in that store',
    ),
  }
}

/** Copied thumbprints contain spaces, colons and invisible marks. Throws BAD_REQUEST. */
function parseThumbprint(field: string, digits: string, received = digits, suffix = ''): string {
  const thumbprint = digits.replace(/[\s:\u200e\u200f]/g, '').toUpperCase()
  if (thumbprintPattern.test(thumbprint)) return thumbprint
  const expected = `the certificate's thumbprint: 40 hexadecimal digits${suffix}`
  throw failure('BAD_REQUEST', { field, received, expected })
}

const credentialOptionError = (received: string) =>
  failure('BAD_REQUEST', {
    field: 'Credential',
    received,
    expected:
      'exactly one of: --pem with a folder, --cert and --key with a file each, --pfx with a file, --windows-store with a thumbprint',
  })

/** Does not show what it received: it may be the passphrase itself. */
function parseVariableName(received: string): string {
  if (/^[A-Za-z_]\w*$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--passphrase-env',
    received: '(not shown)',
    expected: 'the name of an environment variable, not the passphrase itself',
  })
}
