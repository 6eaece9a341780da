import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import { curlErrorRules } from './error-rules.ts'
import { type CurlExit, findErrorMessage } from './exit.ts'

/**
 * Why curl gave no answer, as a finding. Its exit codes stand in curl's manual under "Exit codes"; where one has several causes,
 * its message tells them apart, in the words of OpenSSL or of Windows' Schannel.
 */
export function toCurlFinding(exit: CurlExit): HubpassError {
  const lastWord = findErrorMessage(exit)
  const rule = curlErrorRules.find(
    ({ exitCodes, pattern }) => exitCodes.includes(exit.code) && (pattern?.test(lastWord) ?? true),
  )
  return (
    rule?.toFailure(exit) ?? failure('INTERNAL', { detail: message('reason.curlEnded', { exit: exit.code }) })
  )
}
