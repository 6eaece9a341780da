import * as v from 'valibot'
import { mapTexts } from '#shared/map-texts'
import { type CookieFacts, CookieFactsSchema, type RunFacts } from '#shared/run-facts'
import type { RunRecord } from '../run-record.ts'
import { plannedCookie } from '../steps/cookie.ts'

export interface Surroundings {
  endedAt: number
  versions: RunFacts['versions']
}

/** What is kept of a run that has ended. Nothing that may be a session id is in it, whoever wrote it where. */
export function factsOf(record: RunRecord, { endedAt, versions }: Surroundings): RunFacts {
  const { run, request, site, virtualProxy } = record
  const { sessionId, windowId: _, ...asked } = request
  const facts: RunFacts = {
    run,
    endedAt,
    asked,
    hub: site?.hub,
    versions,
    virtualProxy,
    cookie: cookieOf(record),
  }
  const secrets = [sessionId, ...(record.journal.replaced ?? []).map(({ value }) => value)].filter(isSecret)
  return mapTexts(facts, text =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '<session-id>'), text),
  )
}

/** What is shorter cannot be a session id (protocol/session-id.ts), and would only tear words apart. */
const isSecret = (value: string): boolean => value.length >= 8

/** Undefined for a run that came to no cookie. */
function cookieOf(record: RunRecord): RunFacts['cookie'] {
  if (record.journal.replaced === undefined) return undefined
  const { cookie, sources, unusedName } = plannedCookie(record)
  return {
    meant: cookieFacts(cookie),
    sources,
    unusedName,
    kept: record.keptCookie && cookieFacts(record.keptCookie),
    replaced: record.journal.replaced.length,
  }
}

/** A cookie without its value. */
const cookieFacts = (cookie: CookieFacts): CookieFacts => v.parse(CookieFactsSchema, cookie)
