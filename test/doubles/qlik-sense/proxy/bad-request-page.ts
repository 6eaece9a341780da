import { html, type OutgoingResponse } from '../http/response.ts'
import { renderPage } from './render-page.ts'

/** The approximate size of the page (docs/facts/qlik-sense.md §3.4), which clients must handle. */
const PAGE_BYTES = 88 * 1024

const TITLE = 'The http request header is incorrect'

const PADDING = `<!-- ${'padding to the size that was seen '.repeat(2600)} -->`

/**
 * Returns the page for an unknown or unlinked prefix or a rejected host name
 * (docs/facts/qlik-sense.md §3.4).
 */
export function respondHeaderIncorrect(): OutgoingResponse {
  const page = renderPage({
    title: TITLE,
    content: `<h1>${TITLE}</h1>`,
  })
  return html(400, `${page}${PADDING.slice(0, PAGE_BYTES - page.length - 4)} -->`)
}
