import { type Answer, html } from '../http/answer.ts'
import { renderPage } from './page.ts'

/** The page is of about this size (qlik-sense-facts.md §3.4), which a client has to bear. */
const PAGE_BYTES = 88 * 1024

const WORDS = 'The http request header is incorrect'

const PADDING = `<!-- ${'padding to the size that was seen '.repeat(2600)} -->`

/** An unknown or unlinked prefix, or a host name that is not accepted: the same page (qlik-sense-facts.md §3.4). */
export function headerIncorrect(): Answer {
  const page = renderPage({
    title: WORDS,
    content: `<h1>${WORDS}</h1>`,
  })
  return html(400, `${page}${PADDING.slice(0, PAGE_BYTES - page.length - 4)} -->`)
}
