import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { renderMarkdown } from './render-markdown.ts'

const readDocument = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../docs/${path}`, import.meta.url)), 'utf8')

/** Puts documents into the help pages, so that findings and checks can link to them without the internet. */
export const helpPage: Plugin = {
  name: 'help-page',
  transformIndexHtml: html =>
    html
      .replace('<!-- docs/troubleshooting.md -->', () => renderMarkdown(readDocument('troubleshooting.md')))
      .replace('<!-- docs/checks -->', renderChecks),
}

/** Renders the list of the checks, and each check as a section with its id. */
function renderChecks(): string {
  const pages = readdirSync(new URL('../docs/checks/', import.meta.url))
    .filter(name => /^[a-z]+-\d+\.md$/.test(name))
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
  const list = readDocument('checks/README.md').replace(
    /\]\(([a-z]+-\d+)\.md\)/g,
    (_, name: string) => `](#${name.toUpperCase()})`,
  )
  const sections = pages.map(
    name =>
      `<section id="${name.slice(0, -3).toUpperCase()}">${renderPage(readDocument(`checks/${name}`))}</section>`,
  )
  return [renderMarkdown(list), ...sections].join('\n')
}

/** Headings move one level down. Their ids would repeat on one page. */
const renderPage = (page: string): string =>
  renderMarkdown(page.replace(/^\[All checks\].*$/m, '')).replace(
    /<(\/?)h(\d)(?: id="[^"]*")?>/g,
    (_, slash: string, level: string) => `<${slash}h${Number(level) + 1}>`,
  )
