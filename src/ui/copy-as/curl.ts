import { quoteText } from '#protocol/quote-shell'
import { formatUrl, placeholders, type SessionRequest } from './session-request.ts'

const quote = quoteText.sh

/** For bash, zsh and sh. */
export const formatCurl = (request: SessionRequest): string =>
  [
    `curl --cert ${quote(placeholders.certificate)} --key ${quote(placeholders.key)} --cacert ${quote(placeholders.root)}`,
    `--request POST ${quote(formatUrl(request))}`,
    `--header ${quote('Content-Type: application/json')} --header ${quote(`X-Qlik-Xrfkey: ${request.xrfkey}`)}`,
    `--data-raw ${quote(request.body)}`,
  ].join(' \\\n  ')
