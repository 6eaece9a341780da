import * as v from 'valibot'
import { type ReportedCookie, ReportedCookieSchema, type RunReport } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'
import type { RunRecord } from '../run/run-state.ts'
import { planCookie } from '../run/steps/cookie.ts'

export interface ReportContext {
  endedAt: number
  versions: RunReport['versions']
}

/** Creates the stored report of a finished run. Replaces session ids in all of its texts. */
export function toRunReport(record: RunRecord, { endedAt, versions }: ReportContext): RunReport {
  const { run, request, site, virtualProxy } = record
  const { sessionId, windowId: _, inPrivateWindow, ...options } = request
  const report: RunReport = {
    run,
    endedAt,
    asked: inPrivateWindow === undefined ? options : { ...options, beside: inPrivateWindow },
    hub: site?.hub,
    versions,
    virtualProxy,
    cookie: toCookieReport(record),
  }
  const secrets = [sessionId, ...(record.journal.replaced ?? []).map(({ value }) => value)].filter(isSecret)
  return mapStrings(report, text =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '<session-id>'), text),
  )
}

/**
 * Shorter values cannot be session ids (protocol/session-id.ts), and replacing them would garble
 * texts.
 */
const isSecret = (value: string): boolean => value.length >= 8

/** Returns undefined if the run did not reach the cookie. */
function toCookieReport(record: RunRecord): RunReport['cookie'] {
  if (record.journal.replaced === undefined) return undefined
  const { cookie, sources, unusedName, overriddenName } = planCookie(record)
  return {
    meant: toCookieFacts(cookie),
    sources,
    unusedName,
    overriddenName,
    kept: record.cookieReadBack && toCookieFacts(record.cookieReadBack),
    replaced: record.journal.replaced.length,
  }
}

/** Returns the cookie without its value. */
const toCookieFacts = (cookie: ReportedCookie): ReportedCookie => v.parse(ReportedCookieSchema, cookie)
