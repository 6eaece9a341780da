import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CredentialSource, PfxCredential } from '../../companion/config/schema.ts'
import { createPfx, type PfxCipher } from './create-pfx.ts'
import { registerSecret } from './secrets/registry.ts'
import { credentialFrom } from './site-config.ts'

/** The environment variable that a site names for its passphrase. */
export const passphraseVariable = 'ACME_PASSPHRASE'
export const pfxPassword = 'Pässwort of a PFX'
registerSecret(pfxPassword)

export interface PfxFileOptions {
  cipher?: PfxCipher
  password?: string
  withRoot?: boolean
  withKey?: boolean
}

/** Creates `client.pfx` from the PEM files in a folder. */
export async function writePfx(folder: string, options: PfxFileOptions = {}): Promise<PfxCredential> {
  const { cipher = 'aes256', password = pfxPassword, withRoot = true, withKey = true } = options
  const read = (file: string) => readFile(join(folder, file), 'utf8')
  const certificates = [await read('client.pem'), ...(withRoot ? [await read('root.pem')] : [])]
  const key = withKey ? await read('client_key.pem') : undefined
  const file = join(folder, 'client.pfx')
  await writeFile(file, createPfx({ certificates, key, password, cipher }))
  return { kind: 'pfx', file }
}

/** Adds the environment variable with the passphrase. */
export const withPassphraseEnv = <Source extends CredentialSource>(source: Source): Source => ({
  ...source,
  passphraseEnv: passphraseVariable,
})

/** Returns the exported files with the root in DER, as in a Windows export. */
export async function withDerRoot(folder: string): Promise<CredentialSource> {
  const { X509Certificate } = await import('node:crypto')
  const root = join(folder, 'root.cer')
  await writeFile(root, new X509Certificate(await readFile(join(folder, 'root.pem'))).raw)
  return { ...credentialFrom(folder), root }
}
