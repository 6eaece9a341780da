import { fromRoot } from '../setup/root.mjs'
import { type Entry, jsonEntry, readEntries, textEntry } from './entries.ts'

/** Returns the built extension for Chromium-based browsers, whose key fixes the id of the unpacked folder. */
export const readChromeExtension = (): Entry[] => readExtension('chrome')

/** Returns the built add-on for Firefox. */
export const readFirefoxExtension = (): Entry[] => readExtension('firefox')

const readExtension = (browser: string): Entry[] => markPackaged(readEntries(fromRoot('dist', browser)))

/** Lets Getting started name the commands of a package, instead of those of a clone. */
export const markPackaged = (entries: readonly Entry[]): Entry[] =>
  entries.map(entry => (entry.path === 'src/welcome/index.html' ? markPage(entry) : entry))

function markPage({ path, content }: Entry): Entry {
  const html = Buffer.from(content).toString()
  return textEntry(path, html.replace('<html ', '<html data-packaged '))
}

/** Removes the key, which the stores reject or replace with their own. */
export const withoutKey = (entries: readonly Entry[]): Entry[] =>
  changeManifest(entries, ({ key: _, ...manifest }) => manifest)

type Manifest = Record<string, unknown>

/** Replaces the manifest by what the function returns for it. */
export const changeManifest = (
  entries: readonly Entry[],
  change: (manifest: Manifest) => Manifest,
): Entry[] =>
  entries.map(entry => (isManifest(entry) ? jsonEntry(entry.path, change(parseManifest(entry))) : entry))

/** Returns the manifest of an extension. Throws if it has none. */
export function readManifest(entries: readonly Entry[]): Manifest {
  const found = entries.find(isManifest)
  if (found === undefined) throw new Error('The extension has no manifest.')
  return parseManifest(found)
}

const isManifest = ({ path }: Entry): boolean => path === 'manifest.json'

const parseManifest = ({ content }: Entry): Manifest => JSON.parse(Buffer.from(content).toString())
