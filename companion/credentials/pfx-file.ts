import { dirname, join } from 'node:path'
import { failure, HubpassError } from '#protocol/errors'
import type { PfxCredential } from '../config/schema.ts'
import { parseCertificates } from './certificates.ts'
import type { Content, Material } from './material.ts'
import { openPfx } from './pfx.ts'
import { type CredentialFile, readBytes, readRootFile } from './read-file.ts'

/** Which root counts: the one the site names, else the one in the PFX, else the one beside it. */
interface Roots {
  named: CredentialFile | undefined
  beside: CredentialFile | undefined
}

/**
 * A PFX file. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM; opening also PFX_UNREADABLE,
 * KEY_ENCRYPTED, PASSPHRASE_WRONG, KEY_MISSING.
 */
export async function readPfxFile(source: PfxCredential, passphrase: string | undefined): Promise<Content> {
  const bytes = await readBytes(source.file, 'PFX file')
  const named = source.root === undefined ? undefined : await readRootFile(source.root)
  const beside = named === undefined ? await rootBeside(source.file) : undefined
  return {
    parts: [bytes.toString('base64'), named?.text, beside?.text, passphrase],
    open: () => parsePfxFile(source, bytes, passphrase, { named, beside }),
  }
}

function parsePfxFile(
  source: PfxCredential,
  bytes: Buffer,
  passphrase: string | undefined,
  { named, beside }: Roots,
): Material {
  const path = source.file
  const { certificate, key, others } = openPfx(bytes, { path, passphrase, variable: source.passphraseEnv })
  const rootsInside = others.filter(other => other.checkIssued(other))
  const isInside = named === undefined && rootsInside.length > 0
  const file = named ?? (isInside ? undefined : expectBeside(path, beside))
  const roots = file === undefined ? rootsInside : parseCertificates(file)
  const chain = others.filter(other => !rootsInside.includes(other))
  const pem = (certificates: Material['chain']) => certificates.map(String).join('')
  return {
    certificate,
    chain,
    roots,
    key,
    places: { certificate: path, key: path, root: file?.path ?? path },
    secrets: {
      cert: pem([certificate, ...chain]),
      key: key.export({ type: 'pkcs8', format: 'pem' }),
      ca: pem(roots),
    },
  }
}

/** A Windows export lays `root.cer` beside `client.pfx` (qlik-sense-facts §5.1). */
async function rootBeside(pfx: string): Promise<CredentialFile | undefined> {
  for (const name of ['root.pem', 'root.cer']) {
    const file = await readRootFile(join(dirname(pfx), name)).catch(ifMissing)
    if (file !== undefined) return file
  }
  return undefined
}

function ifMissing(error: unknown): undefined {
  if (error instanceof HubpassError && error.code === 'CREDENTIAL_FILE_MISSING') return
  throw error
}

function expectBeside(pfx: string, beside: CredentialFile | undefined): CredentialFile {
  if (beside !== undefined) return beside
  const path = join(dirname(pfx), 'root.cer')
  throw failure('CREDENTIAL_FILE_MISSING', { path, role: 'root certificate' })
}
