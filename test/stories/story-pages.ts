import { existsSync, readdirSync } from 'node:fs'
import { fromRoot } from '../../scripts/setup/root.mjs'

/** Returns the pages that have stories: folders `test/stories/<page>` with an index.html. */
export const listStoryPages = (): string[] =>
  readdirSync(fromRoot('test', 'stories'))
    .filter(name => existsSync(fromRoot('test', 'stories', name, 'index.html')))
    .sort()

/** Flags of a Chromium without an extension. */
export const storyBrowserFlags = [
  '--headless=new',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
