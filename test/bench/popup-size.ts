import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { extensionFolder } from '../support/built-extension.ts'

/** The budget for the JavaScript of the popup's first paint, gzipped. */
export const maxPopupBytes = 32_000

/** Returns a line with the gzipped size of the popup's JavaScript and its budget. */
export function formatPopupSize(): string {
  const { sum, sizes } = measurePopupFiles()
  const parts = sizes.map(([name, bytes]) => `${name} ${bytes}`).join(', ')
  return `### JavaScript of the popup, gzipped\n\n${sum} bytes (${parts}). Target: at most ${maxPopupBytes}: ${sum <= maxPopupBytes ? 'met' : '**missed**'}.\n`
}

/** Measures every script that the popup loads before it is drawn, in gzipped bytes. */
export function measurePopupFiles(): { sum: number; sizes: (readonly [string, number])[] } {
  const html = readFileSync(join(extensionFolder, 'src/popup/index.html'), 'utf8')
  const entries = [...html.matchAll(/src="\/(.+?\.js)"/g)].map(([, file]) =>
    join(extensionFolder, file ?? ''),
  )
  const sizes = [...collectImports(entries)].map(
    file => [basename(file), gzipSync(readFileSync(file), { level: 9 }).length] as const,
  )
  return { sum: sizes.reduce((total, [, bytes]) => total + bytes, 0), sizes }
}

/** Returns the files and everything that they import, each once. */
function collectImports(files: string[], found = new Set<string>()): Set<string> {
  for (const file of files.filter(file => !found.has(file))) {
    found.add(file)
    const imports = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)]
    collectImports(
      imports.map(([, path]) => join(dirname(file), path ?? '')),
      found,
    )
  }
  return found
}
