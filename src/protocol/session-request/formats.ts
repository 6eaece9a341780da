import { formatPostman } from './postman.ts'
import type { SessionRequest } from './session-request.ts'
import { formatCurl, formatPowerShell } from './shell.ts'

export type RequestFormat = 'curl' | 'powershell' | 'postman'

/** Formats the request for other tools. */
export const requestFormats: Record<RequestFormat, (request: SessionRequest) => string> = {
  curl: formatCurl,
  powershell: formatPowerShell,
  postman: formatPostman,
}
