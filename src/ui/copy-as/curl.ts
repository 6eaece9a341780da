import { placeholders, type SessionRequest, urlOf } from './session-request.ts'

/** For bash, zsh and sh. */
export const asCurl = (request: SessionRequest): string =>
  [
    `curl --cert ${quoted(placeholders.certificate)} --key ${quoted(placeholders.key)} --cacert ${quoted(placeholders.root)}`,
    `--request POST ${quoted(urlOf(request))}`,
    `--header ${quoted('Content-Type: application/json')} --header ${quoted(`X-Qlik-Xrfkey: ${request.xrfkey}`)}`,
    `--data-raw ${quoted(request.body)}`,
  ].join(' \\\n  ')

/** Nothing has a meaning between single quotes but the next one. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
