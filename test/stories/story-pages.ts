import { existsSync, readdirSync } from 'node:fs'
import { fromRoot } from '../../scripts/setup/root.mjs'

/** The pages that can be shown without a browser extension: those with a folder `test/<page>/gallery`. */
export const listStoryPages = (): string[] =>
  readdirSync(fromRoot('test'))
    .filter(name => existsSync(fromRoot('test', name, 'gallery', 'index.html')))
    .sort()

/** Of a Chromium that is no extension's. */
export const storyBrowserFlags = [
  '--headless=new',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
