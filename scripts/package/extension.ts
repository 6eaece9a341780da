import { fromRoot } from '../setup/root.mjs'
import { type Entry, readEntries, textEntry } from './entries.ts'

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
  entries.map(entry => (entry.path === 'manifest.json' ? removeKey(entry) : entry))

function removeKey({ path, content }: Entry): Entry {
  const { key: _, ...manifest } = JSON.parse(Buffer.from(content).toString())
  return textEntry(path, `${JSON.stringify(manifest, null, 2)}\n`)
}
