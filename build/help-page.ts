import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { renderMarkdown } from './render-markdown.ts'

const guide = fileURLToPath(new URL('../docs/troubleshooting.md', import.meta.url))

/** Puts the troubleshooting guide into the help page, so that findings can link to it without the internet. */
export const helpPage: Plugin = {
  name: 'help-page',
  transformIndexHtml: html =>
    html.replace('<!-- docs/troubleshooting.md -->', () => renderMarkdown(readFileSync(guide, 'utf8'))),
}
