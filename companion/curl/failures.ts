import { failure, type HubpassError } from '#protocol/errors'
import { causes } from './causes.ts'
import { type CurlEnd, lastWordOf } from './end.ts'

/**
 * Why curl gave no answer, as a finding. Its exit codes stand in curl's manual under "Exit codes"; where one has several causes,
 * its message tells them apart, in the words of OpenSSL or of Windows' Schannel.
 */
export function failureOfCurl(end: CurlEnd): HubpassError {
  const message = lastWordOf(end)
  const cause = causes.find(({ exits, says }) => exits.includes(end.exit) && (says?.test(message) ?? true))
  return cause?.make(end) ?? failure('INTERNAL', { detail: `curl ended with ${end.exit}` })
}
