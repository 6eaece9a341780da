import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

/** For bash, zsh and sh. */
export const formatCurl = (request: SessionRequest): string =>
  [
    `curl --cert ${quoteForShell(placeholders.certificate)} --key ${quoteForShell(placeholders.key)} --cacert ${quoteForShell(placeholders.root)}`,
    `--request POST ${quoteForShell(formatUrl(request))}`,
    `--header ${quoteForShell('Content-Type: application/json')} --header ${quoteForShell(`X-Qlik-Xrfkey: ${request.xrfkey}`)}`,
    `--data-raw ${quoteForShell(request.body)}`,
  ].join(' \\\n  ')

/** Nothing has a meaning between single quotes but the next one. */
const quoteForShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
