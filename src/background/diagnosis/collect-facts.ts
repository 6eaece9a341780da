import { parseUserName, type UserName } from '#protocol/identity'
import { abortable } from '../async/abortable.ts'
import type { RunRecord } from '../run/run-state.ts'
import { planCookie } from '../run/steps/cookie.ts'
import { requireSite } from '../run/steps/step.ts'
import { readCookieJar, readPage, readSentCookies, readTab } from './browser-facts.ts'
import type { FactSources, Facts } from './facts.ts'
import {
  fetchEngineAnswer,
  fetchSessionIds,
  fetchUserAccess,
  fetchUserSessions,
  fetchVirtualProxies,
} from './qlik-facts.ts'

/**
 * Collects everything that can be found out about a failed run before the signal is aborted. Never
 * throws.
 */
export async function collectFacts(sources: FactSources, signal: AbortSignal): Promise<Facts> {
  const { record } = sources
  const { prefix, identity } = record.request
  const received = getReceivedUser(record)
  // All facts share one listener for the abort.
  const abort = abortable(new Promise<never>(() => {}), signal)
  const untilAborted = <Fact>(fact: Promise<Fact>): Promise<Fact | undefined> =>
    Promise.race([fact, abort]).catch(() => undefined)
  const [virtualProxies, sessions, receivedSessions, access, sent, jar, tab, page, engine] =
    await Promise.all([
      untilAborted(fetchVirtualProxies(sources, signal)),
      untilAborted(fetchUserSessions(sources, signal)),
      untilAborted(fetchSessionIds(received, sources, signal)),
      untilAborted(fetchUserAccess(received ?? identity, sources, signal)),
      untilAborted(readSentCookies(sources)),
      untilAborted(readCookieJar(sources)),
      untilAborted(readTab(sources)),
      untilAborted(readPage(sources)),
      untilAborted(fetchEngineAnswer(sources, signal)),
    ])
  return {
    code: record.run.finding?.code ?? '',
    status: getStatus(record),
    hub: requireSite(record).hub,
    prefix,
    user: identity,
    received,
    attributesBytes: new TextEncoder().encode(JSON.stringify(identity.attributes)).length,
    planned: planCookie(record),
    virtualProxy: virtualProxies?.find(each => each.prefix === prefix) ?? record.virtualProxy?.settings,
    prefixes: virtualProxies?.filter(({ linked }) => linked).map(({ prefix }) => prefix),
    sent,
    jar,
    sessions,
    receivedSessions,
    access,
    tab,
    page,
    engine,
    storeId: record.storeId,
    ageMs: getSessionAge(record, sources.now),
  }
}

function getReceivedUser({ run: { finding } }: RunRecord): UserName | undefined {
  const name = finding?.code === 'WRONG_IDENTITY' ? finding.details.received : undefined
  return typeof name === 'string' ? parseUserName(name) : undefined
}

function getStatus({ run: { finding } }: RunRecord): number | undefined {
  const { status } = finding?.details ?? {}
  return typeof status === 'number' ? status : undefined
}

function getSessionAge({ run }: RunRecord, now: number): number {
  const { startedAt = now, ms = 0 } = run.steps.find(({ name }) => name === 'session') ?? {}
  return now - startedAt - ms
}
