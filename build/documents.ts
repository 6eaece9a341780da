import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** The documents for users, by their file names in the build. Pages link to them. */
const documents = {
  'user-guide.txt': 'docs/user-guide.md',
  'personas.txt': 'docs/personas.md',
  'troubleshooting.txt': 'docs/troubleshooting.md',
  'command-line.txt': 'docs/cli.md',
  'security.txt': 'docs/security.md',
  'changelog.txt': 'CHANGELOG.md',
}

/** Emits the documents, so that they fit the version and need no network. */
export const emitDocuments: Plugin = {
  name: 'hubpass:documents',
  generateBundle() {
    for (const [name, source] of Object.entries(documents)) {
      const path = fileURLToPath(new URL(`../${source}`, import.meta.url))
      this.addWatchFile(path)
      // Browsers read a text file as UTF-8 only with the byte order mark.
      this.emitFile({
        type: 'asset',
        fileName: `docs/${name}`,
        source: `\uFEFF${readFileSync(path, 'utf8')}`,
      })
    }
  },
}
