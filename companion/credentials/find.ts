import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findingFrom } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import type { CredentialSource } from '../config/schema.ts'
import { type Credential, loadCredential } from './load.ts'
import { placesToSearch, type Surroundings } from './places.ts'

/** A credential that was found, and what is known of it. */
export interface Found {
  source: CredentialSource
  /** For people: a folder, a file, or a place in the Windows store. */
  place: string
  credential?: Pick<Credential, 'subject' | 'issuer' | 'validTo' | 'thumbprint'>
  problem?: Finding
}

/** What holds for whatever is found. */
export interface SharedParts {
  root?: string
  passphraseEnv?: string
}

type Place = Pick<Found, 'source' | 'place'>

/** Looks for exports of the QMC, and on Windows in its store. Nobody is asked for a passphrase. */
export async function findCredentials(here: Surroundings, shared: SharedParts): Promise<Found[]> {
  const folders = (await Promise.all(placesToSearch(here).map(withFoldersBelow))).flat()
  const exported = await Promise.all(folders.map(folder => exportsIn(folder, shared)))
  const stored = here.platform === 'win32' ? await inWindowsStore(shared) : []
  return Promise.all([...exported.flat(), ...stored].map(examine))
}

async function withFoldersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return [folder, ...entries.filter(entry => entry.isDirectory()).map(({ name }) => join(folder, name))]
}

/** By the names that the QMC gives to its files (qlik-sense-facts §5.1). */
async function exportsIn(folder: string, shared: SharedParts): Promise<Place[]> {
  const names: string[] = await readdir(folder).catch(() => [])
  const has = (...files: string[]) => files.every(file => names.includes(file))
  const path = (file: string) => join(folder, file)
  const root = path(!has('root.pem') && has('root.cer') ? 'root.cer' : 'root.pem')
  const pem = { kind: 'pem', certificate: path('client.pem'), key: path('client_key.pem'), root } as const
  const pfx = { kind: 'pfx', file: path('client.pfx') } as const
  return [
    ...(has('client.pem', 'client_key.pem') ? [{ place: folder, source: { ...pem, ...shared } }] : []),
    ...(has('client.pfx') ? [{ place: pfx.file, source: { ...pfx, ...shared } }] : []),
  ]
}

async function inWindowsStore({ root }: SharedParts): Promise<Place[]> {
  const { listWindowsStore, placeOf } = await import('./windows-store.ts')
  const sources = await listWindowsStore().catch(() => [])
  return sources.map(source => ({
    place: placeOf(source),
    source: root === undefined ? source : { ...source, root },
  }))
}

async function examine(place: Place): Promise<Found> {
  try {
    const { subject, issuer, validTo, thumbprint } = await loadCredential(place.source, { mayAsk: false })
    return { ...place, credential: { subject, issuer, validTo, thumbprint } }
  } catch (error) {
    return { ...place, problem: findingFrom(error) }
  }
}
