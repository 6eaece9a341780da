import { fromRoot } from '../setup/root.mjs'
import { type Entry, readEntries, textEntry } from './entries.ts'

/** Returns the built extension for Chromium-based browsers, whose key fixes the id of the unpacked folder. */
export const readChromeExtension = (): Entry[] => readEntries(fromRoot('dist/chrome'))

/** Returns the built add-on for Firefox. */
export const readFirefoxExtension = (): Entry[] => readEntries(fromRoot('dist/firefox'))

/** Removes the key, which the stores reject or replace with their own. */
export const withoutKey = (entries: readonly Entry[]): Entry[] =>
  entries.map(entry => (entry.path === 'manifest.json' ? removeKey(entry) : entry))

function removeKey({ path, content }: Entry): Entry {
  const { key: _, ...manifest } = JSON.parse(Buffer.from(content).toString())
  return textEntry(path, `${JSON.stringify(manifest, null, 2)}\n`)
}
