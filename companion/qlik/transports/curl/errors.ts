import { failure, type HubpassError } from '#protocol/errors'
import { curlErrorRules } from './error-rules.ts'
import { type CurlExit, findErrorMessage } from './exit.ts'

/**
 * Why curl gave no answer, as a finding. Its exit codes stand in curl's manual under "Exit codes"; where one has several causes,
 * its message tells them apart, in the words of OpenSSL or of Windows' Schannel.
 */
export function toCurlFinding(exit: CurlExit): HubpassError {
  const message = findErrorMessage(exit)
  const rule = curlErrorRules.find(
    ({ exitCodes, pattern }) => exitCodes.includes(exit.code) && (pattern?.test(message) ?? true),
  )
  return rule?.toFailure(exit) ?? failure('INTERNAL', { detail: `curl ended with ${exit.code}` })
}
