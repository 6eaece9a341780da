import { type Answer, html } from '../http/answer.ts'
import { renderPage } from './page.ts'

/** The page is of about this size (qlik-sense-facts.md §3.4), which a client has to bear. */
const PAGE_BYTES = 88 * 1024

const PADDING = `<!-- ${'padding to the size that was seen '.repeat(2600)} -->`

/** An unknown or unlinked prefix, or a host name that is not accepted: the same page (qlik-sense-facts.md §3.4). */
export function headerIncorrect(): Answer {
  const page = renderPage({
    title: 'Error 400 - Bad request',
    content: '<h1>Error 400 - Bad request</h1>\n<p>The http request header is incorrect.</p>',
  })
  return html(400, `${page}${PADDING.slice(0, PAGE_BYTES - page.length - 4)} -->`)
}
