import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { fromRoot } from '../../scripts/setup/root.mjs'

/** The shipped build. */
export const extensionFolder = fromRoot('dist', 'chrome')

/**
 * Returns the id that browsers derive from the manifest's key: 32 hex digits of its hash, written
 * as a to p.
 */
export function readExtensionId(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(extensionFolder, 'manifest.json'), 'utf8'))
  const { key } = v.parse(v.object({ key: v.string() }), manifest)
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex')
  return [...hash.slice(0, 32)].map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')
}

export const popupUrl = (id: string): string => `chrome-extension://${id}/src/popup/index.html`

export const welcomeUrl = (id: string): string => `chrome-extension://${id}/src/welcome/index.html`

/**
 * Copies the build with `language` as its default locale. Chromium uses the default where it finds
 * no texts in its own language, and Debian's Chromium has English only.
 */
export async function copyExtensionWithLocale(language: string, folder: string): Promise<string> {
  await cp(extensionFolder, folder, { recursive: true })
  const file = join(folder, 'manifest.json')
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify(Object.assign({}, manifest, { default_locale: language })))
  if (language !== 'en') await rm(join(folder, '_locales', 'en'), { recursive: true })
  return folder
}
