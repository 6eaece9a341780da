import { type Entry, sortEntries } from '../entries.ts'
import { createChocolateyPackage } from './chocolatey.ts'
import { createHomebrewCask } from './homebrew.ts'
import type { PublishedRelease } from './published.ts'
import { createScoopManifest } from './scoop.ts'
import { createWingetManifests } from './winget.ts'

const catalogs = [createChocolateyPackage, createHomebrewCask, createScoopManifest, createWingetManifests]

/** Returns the files of every catalog, for one release. */
export const createCatalogs = (release: PublishedRelease): Entry[] =>
  sortEntries(catalogs.flatMap(create => create(release)))
