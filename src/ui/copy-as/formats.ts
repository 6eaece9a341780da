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

/** Formats the request of a run for another tool, with placeholders for secrets. */
export const formatRequest = (format: RequestFormat, { asked }: RunReport): string =>
  requestFormats[format](createSessionRequest(asked))
