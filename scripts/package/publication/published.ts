import english from '../../../src/messages/en.json' with { type: 'json' }
import type { Checksums } from '../checksums.ts'

/** A release that a forge serves. Everything in a catalog comes from here. */
export interface PublishedRelease {
  version: string
  /** The address of the repository, without a slash at its end. */
  repository: string
  sums: Checksums
}

/** What the extension says about itself. */
export const summary = english['manifest.extensionDescription']

/** Returns the owner of the repository, which is the first part of the path. */
export const getOwner = ({ repository }: PublishedRelease): string =>
  new URL(repository).pathname.split('/')[1] ?? ''

/** Returns the address from which the forge serves an artifact. */
export const getDownloadUrl = ({ repository, version }: PublishedRelease, artifact: string): string =>
  `${repository}/releases/download/v${version}/${artifact}`

/** Returns the SHA-256 of an artifact. Throws if it is not in SHA256SUMS. */
export function getHash({ sums }: PublishedRelease, artifact: string): string {
  const hash = sums.get(artifact)
  if (hash === undefined)
    throw new Error(`${artifact} is not in SHA256SUMS. Run "npm run package" without --only.`)
  return hash
}
