import { splitName, type UserName } from '#protocol/identity'
import { abortable } from '../abortable.ts'
import type { RunRecord } from '../run-record.ts'
import { siteOf } from '../run-step.ts'
import { plannedCookie } from '../steps/cookie.ts'
import { sessionIdsOf, sessionsOfUser, virtualProxiesNow } from './ask-qlik.ts'
import type { Facts } from './facts.ts'
import { jarOf, pageOf, sentNow, tabOf } from './look-at-browser.ts'
import type { Sources } from './sources.ts'

/** All that is known of a run that has failed, as far as it is found out before the signal. Never throws. */
export async function gatherFacts(sources: Sources, signal: AbortSignal): Promise<Facts> {
  const { record } = sources
  const { prefix, identity } = record.request
  const received = receivedUser(record)
  const inTime = <Fact>(fact: Promise<Fact>): Promise<Fact | undefined> =>
    abortable(fact, signal).catch(() => undefined)
  const [virtualProxies, sessions, receivedSessions, sent, jar, tab, page] = await Promise.all([
    inTime(virtualProxiesNow(sources, signal)),
    inTime(sessionsOfUser(sources, signal)),
    inTime(sessionIdsOf(received, sources, signal)),
    inTime(sentNow(sources)),
    inTime(jarOf(sources)),
    inTime(tabOf(sources)),
    inTime(pageOf(sources)),
  ])
  return {
    code: record.run.finding?.code ?? '',
    status: statusOf(record),
    hub: siteOf(record).hub,
    prefix,
    user: identity,
    received,
    attributesBytes: new TextEncoder().encode(JSON.stringify(identity.attributes)).length,
    planned: plannedCookie(record),
    virtualProxy: virtualProxies?.find(each => each.prefix === prefix) ?? record.virtualProxy?.settings,
    prefixes: virtualProxies?.filter(({ linked }) => linked).map(({ prefix }) => prefix),
    sent,
    jar,
    sessions,
    receivedSessions,
    tab,
    page,
    storeId: record.storeId,
    ageMs: ageOf(record, sources.now),
  }
}

function receivedUser({ run: { finding } }: RunRecord): UserName | undefined {
  const name = finding?.code === 'WRONG_IDENTITY' ? finding.details.received : undefined
  return typeof name === 'string' ? splitName(name) : undefined
}

function statusOf({ run: { finding } }: RunRecord): number | undefined {
  const { status } = finding?.details ?? {}
  return typeof status === 'number' ? status : undefined
}

function ageOf({ run }: RunRecord, now: number): number {
  const { startedAt = now, ms = 0 } = run.steps.find(({ name }) => name === 'session') ?? {}
  return now - startedAt - ms
}
