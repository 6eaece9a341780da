import { dirname, join, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import type { CredentialSource } from '../config/schema.ts'

export interface CredentialOptions {
  pem?: string
  cert?: string
  key?: string
  pfx?: string
  ca?: string
  passphraseEnv?: string
}

/** Where the credential comes from, as `hubpass site add` was told, with absolute paths. Throws BAD_REQUEST. */
export function planCredential(options: CredentialOptions): CredentialSource {
  const { pem, cert, key, pfx, ca, passphraseEnv } = options
  const places = [pem, cert ?? key, pfx].filter(place => place !== undefined)
  if (places.length !== 1) throw badCredential(places.join(', '))
  const passphrase = passphraseEnv === undefined ? {} : { passphraseEnv: expectVariable(passphraseEnv) }
  if (pfx !== undefined)
    return {
      kind: 'pfx',
      file: resolve(pfx),
      ...(ca === undefined ? {} : { root: resolve(ca) }),
      ...passphrase,
    }
  const files = pem === undefined ? singleFiles(cert, key) : folderFiles(pem)
  return {
    kind: 'pem',
    certificate: resolve(files.certificate),
    key: resolve(files.key),
    root: resolve(ca ?? files.root),
    ...passphrase,
  }
}

/** The names that the QMC gives to the files of an export (qlik-sense-facts §5.1). */
export const folderFiles = (folder: string) => ({
  certificate: join(folder, 'client.pem'),
  key: join(folder, 'client_key.pem'),
  root: join(folder, 'root.pem'),
})

function singleFiles(certificate: string | undefined, key: string | undefined) {
  if (certificate === undefined || key === undefined) throw badCredential(certificate ?? key ?? '')
  return { certificate, key, root: join(dirname(certificate), 'root.pem') }
}

const badCredential = (received: string) =>
  failure('BAD_REQUEST', {
    field: 'Credential',
    received,
    expected: 'one of: --pem with a folder, --cert and --key with a file each, --pfx with a file',
  })

/** A passphrase given by mistake must not be repeated, so what was received is not shown. */
function expectVariable(received: string): string {
  if (/^[A-Za-z_]\w*$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--passphrase-env',
    received: '(not shown)',
    expected: 'the name of an environment variable, not the passphrase itself',
  })
}
