import { type RequestFormat, requestFormats } from '#protocol/session-request/formats'
import { createSessionRequest, placeholders } from '#protocol/session-request/session-request'
import type { RunReport } from '#shared/runs/run-report'

/** Formats the request of a run for another tool, with placeholders for what only the companion knows. */
export const formatRequest = (format: RequestFormat, { asked }: RunReport): string =>
  requestFormats[format](createSessionRequest({ ...asked, ...placeholders }))
