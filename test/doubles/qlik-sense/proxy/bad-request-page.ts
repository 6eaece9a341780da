import { html, type OutgoingResponse } from '../http/response.ts'
import { renderPage } from './render-page.ts'

/** The page is of about this size (docs/facts/qlik-sense.md §3.4), which a client has to bear. */
const PAGE_BYTES = 88 * 1024

const TITLE = 'The http request header is incorrect'

const PADDING = `<!-- ${'padding to the size that was seen '.repeat(2600)} -->`

/** An unknown or unlinked prefix, or a host name that is not accepted: the same page (docs/facts/qlik-sense.md §3.4). */
export function respondHeaderIncorrect(): OutgoingResponse {
  const page = renderPage({
    title: TITLE,
    content: `<h1>${TITLE}</h1>`,
  })
  return html(400, `${page}${PADDING.slice(0, PAGE_BYTES - page.length - 4)} -->`)
}
