import { dirname, join } from 'node:path'
import { failure, HubpassError } from '#protocol/errors'
import type { PfxCredential } from '../../config/schema.ts'
import { choosePair } from '../choose-pair.ts'
import type { CredentialContent, KeyMaterial } from '../key-material.ts'
import { type CredentialFile, readBytes, readRootFile } from '../read-file.ts'
import { parseCertificates } from './pem.ts'
import { openPfx } from './pfx-container.ts'

/** Root files in order of precedence. A root inside the PFX file comes between them. */
interface PfxRoots {
  configured: CredentialFile | undefined
  adjacent: CredentialFile | undefined
}

/**
 * Reads a PFX file. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and
 * CREDENTIAL_NOT_PEM. Opening it also throws PFX_UNREADABLE, ENCRYPTION_UNSUPPORTED, KEY_ENCRYPTED,
 * PASSPHRASE_WRONG, KEY_MISSING, KEY_MISMATCH and CERTIFICATE_NOT_FOUND.
 */
export async function readPfxFile(
  source: PfxCredential,
  passphrase: string | undefined,
): Promise<CredentialContent> {
  const bytes = await readBytes(source.file, 'PFX file')
  const configured = source.root === undefined ? undefined : await readRootFile(source.root)
  const adjacent = configured === undefined ? await readAdjacentRoot(source.file) : undefined
  return {
    fingerprintParts: [bytes.toString('base64'), configured?.text, adjacent?.text, passphrase],
    open: () => parsePfxFile(source, bytes, passphrase, { configured, adjacent }),
  }
}

async function parsePfxFile(
  source: PfxCredential,
  bytes: Buffer,
  passphrase: string | undefined,
  { configured, adjacent }: PfxRoots,
): Promise<KeyMaterial> {
  const path = source.file
  const { certificates, keys } = await openPfx(bytes, { path, passphrase, variable: source.passphraseEnv })
  const pair = choosePair(certificates, keys, {
    certificate: path,
    key: path,
    thumbprint: source.thumbprint,
  })
  const embeddedRoots = pair.others.filter(other => other.checkIssued(other))
  const isEmbedded = configured === undefined && embeddedRoots.length > 0
  const file = configured ?? (isEmbedded ? undefined : requireAdjacentRoot(path, adjacent))
  return {
    ...pair,
    roots: file === undefined ? embeddedRoots : parseCertificates(file),
    locations: { certificate: path, key: path, root: file?.path ?? path },
  }
}

/** A Windows export puts `root.cer` next to `client.pfx` (docs/facts/qlik-sense.md §5.1). */
async function readAdjacentRoot(pfx: string): Promise<CredentialFile | undefined> {
  for (const name of ['root.pem', 'root.cer']) {
    const file = await readRootFile(join(dirname(pfx), name)).catch(ignoreMissing)
    if (file !== undefined) return file
  }
  return undefined
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof HubpassError && error.code === 'CREDENTIAL_FILE_MISSING') return
  throw error
}

function requireAdjacentRoot(pfx: string, adjacent: CredentialFile | undefined): CredentialFile {
  if (adjacent !== undefined) return adjacent
  const path = join(dirname(pfx), 'root.cer')
  throw failure('CREDENTIAL_FILE_MISSING', { path, role: 'root certificate' })
}
