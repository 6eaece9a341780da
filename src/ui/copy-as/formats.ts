import type { RunFacts } from '#shared/run-facts'
import { asCurl } from './curl.ts'
import { asPostman } from './postman.ts'
import { asPowerShell } from './powershell.ts'
import { type SessionRequest, sessionRequestOf } from './session-request.ts'

export type RequestFormat = 'curl' | 'powershell' | 'postman'

const requestFormats: Record<RequestFormat, (request: SessionRequest) => string> = {
  curl: asCurl,
  powershell: asPowerShell,
  postman: asPostman,
}

/** The run's request for another tool, with the user as asked for and placeholders for the rest. */
export const requestAs = (format: RequestFormat, { asked }: RunFacts): string =>
  requestFormats[format](sessionRequestOf(asked))
