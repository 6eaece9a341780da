import type { RunReport } from '#shared/runs/run-report'
import { formatPostman } from './postman.ts'
import { createSessionRequest, type SessionRequest } from './session-request.ts'
import { formatCurl, formatPowerShell } from './shell.ts'

export type RequestFormat = 'curl' | 'powershell' | 'postman'

const requestFormats: Record<RequestFormat, (request: SessionRequest) => string> = {
  curl: formatCurl,
  powershell: formatPowerShell,
  postman: formatPostman,
}

/** The run's request for another tool, with the user as asked for and placeholders for the rest. */
export const formatRequest = (format: RequestFormat, { asked }: RunReport): string =>
  requestFormats[format](createSessionRequest(asked))
