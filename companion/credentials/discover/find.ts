import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'
import type { CredentialSource } from '../../config/schema.ts'
import { type Credential, loadCredential } from '../load.ts'
import { mayBePlanted } from './provenance.ts'
import { type SearchEnvironment, searchPaths } from './search-paths.ts'

/** A found credential, loaded or with the problem that prevented it. */
export interface Candidate {
  source: CredentialSource
  /** A folder, a file, or a path in the Windows store, for messages. */
  location: string
  credential?: Pick<Credential, 'subject' | 'issuer' | 'validTo' | 'thumbprint' | 'roots'>
  problem?: Finding
  /** Somebody else may have put it there, so that only the user can choose it. */
  mayBePlanted?: boolean
}

/** Options that apply to every found credential. */
export interface SharedOptions {
  root?: string
  passphraseEnv?: string
  /** The only certificate that may be chosen. */
  thumbprint?: string
}

type UncheckedCandidate = Pick<Candidate, 'source' | 'location'>

/**
 * Finds exports of the QMC and, on Windows, certificates in its store. Never asks for a passphrase.
 */
export async function findCredentials(
  environment: SearchEnvironment,
  options: SharedOptions,
): Promise<Candidate[]> {
  const folders = (await Promise.all(searchPaths(environment).map(withSubfolders))).flat()
  const exports = (await Promise.all(folders.map(folder => findExports(folder, options)))).flat()
  const stored = environment.platform === 'win32' ? await findInWindowsStore(options) : []
  const loading = exports.map(async candidate => ({
    ...(await loadCandidate(candidate)),
    mayBePlanted: await mayBePlanted(candidate.location, environment).catch(() => true),
  }))
  return Promise.all([...loading, ...stored.map(loadCandidate)])
}

async function withSubfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return [folder, ...entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))]
}

/** Finds exports by the file names of the QMC (docs/facts/qlik-sense.md §5.1). */
async function findExports(folder: string, options: SharedOptions): Promise<UncheckedCandidate[]> {
  const names: string[] = await readdir(folder).catch(() => [])
  const hasFiles = (...files: string[]) => files.every(file => names.includes(file))
  const path = (file: string) => join(folder, file)
  const root = path(!hasFiles('root.pem') && hasFiles('root.cer') ? 'root.cer' : 'root.pem')
  const pem = { kind: 'pem', certificate: path('client.pem'), key: path('client_key.pem'), root } as const
  const pfx = { kind: 'pfx', file: path('client.pfx') } as const
  return [
    ...(hasFiles('client.pem', 'client_key.pem')
      ? [{ location: folder, source: { ...pem, ...options } }]
      : []),
    ...(hasFiles('client.pfx') ? [{ location: pfx.file, source: { ...pfx, ...options } }] : []),
  ]
}

async function findInWindowsStore({ root, thumbprint }: SharedOptions): Promise<UncheckedCandidate[]> {
  const { listWindowsStore, storePath } = await import('../sources/windows-store.ts')
  const sources = await listWindowsStore().catch(() => [])
  const isWanted = (source: { thumbprint: string }) =>
    thumbprint === undefined || source.thumbprint === thumbprint
  return sources.filter(isWanted).map(source => ({
    location: storePath(source),
    source: root === undefined ? source : { ...source, root },
  }))
}

async function loadCandidate(unchecked: UncheckedCandidate): Promise<Candidate> {
  try {
    return { ...unchecked, credential: await loadCredential(unchecked.source, { mayPrompt: false }) }
  } catch (error) {
    return { ...unchecked, problem: toFinding(error) }
  }
}
