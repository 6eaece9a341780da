import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const folder = fileURLToPath(new URL('../src/messages', import.meta.url))

/**
 * Emits `_locales` for the browser: the texts of the manifest and the language, so that pages use
 * the browser's language. All other texts come from the catalogues.
 */
export const browserLocales: Plugin = {
  name: 'browser-locales',
  generateBundle() {
    for (const file of readdirSync(folder).filter(name => /^[a-z]{2}\.json$/.test(name))) {
      this.addWatchFile(join(folder, file))
      this.emitFile({
        type: 'asset',
        fileName: `_locales/${basename(file, '.json')}/messages.json`,
        source: JSON.stringify(createLocale(basename(file, '.json')), null, 2),
      })
    }
  },
}

function createLocale(language: string): Record<string, { message: string }> {
  const catalogue: Record<string, string> = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'))
  const texts = Object.entries(catalogue)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, message]) => [key.slice(prefix.length), { message }])
  return { language: { message: language }, ...Object.fromEntries(texts) }
}

const prefix = 'manifest.'
