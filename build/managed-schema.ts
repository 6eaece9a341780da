import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const schema = fileURLToPath(new URL('../src/background/policy/managed-schema.json', import.meta.url))

/** Emits the schema of policies for Chromium-based browsers. Firefox has none. */
export const emitManagedSchema: Plugin = {
  name: 'hubpass:managed-schema',
  generateBundle() {
    this.addWatchFile(schema)
    this.emitFile({
      type: 'asset',
      fileName: 'managed-schema.json',
      source: readFileSync(schema, 'utf8'),
    })
  },
}
