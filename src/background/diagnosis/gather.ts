import { splitName } from '#protocol/identity'
import { abortable } from '../abortable.ts'
import type { Companion } from '../companion.ts'
import type { Ledger } from '../ledger.ts'
import type { RunRecord } from '../run-record.ts'
import { type StepContext, siteOf } from '../run-step.ts'
import { cookieAddresses, plannedCookie } from '../steps/cookie.ts'
import { placeOf, type StoredCookie } from '../stored-cookie.ts'
import type { Facts, User } from './facts.ts'

export interface Sources extends Pick<StepContext, 'browser' | 'companion'> {
  record: RunRecord
  ledger: Ledger
  now: number
}

/** All that is known of a run that has failed, as far as it is found out before the signal. Never throws. */
export async function gatherFacts(sources: Sources, signal: AbortSignal): Promise<Facts> {
  const { record } = sources
  const { prefix, identity } = record.request
  const received = receivedUser(record)
  const inTime = <Fact>(fact: Promise<Fact>): Promise<Fact | undefined> =>
    abortable(fact, signal).catch(() => undefined)
  const [virtualProxy, sessions, receivedSessions, sent, jar, tab, page] = await Promise.all([
    inTime(virtualProxyNow(sources, signal)),
    inTime(sessionsOfUser(sources, signal)),
    inTime(sessionIdsOf(received, sources, signal)),
    inTime(sentCookies(sources)),
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
    virtualProxy: virtualProxy ?? record.virtualProxy?.settings,
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

/** Asked again: QRS may have been too slow for the run, or set otherwise since. */
async function virtualProxyNow({ record, companion }: Sources, signal: AbortSignal) {
  const { site, prefix } = record.request
  const { virtualProxies } = await (await companion()).request('virtualProxies', { site }, signal)
  return virtualProxies.find(each => each.prefix === prefix)
}

/** Of whom the run is for. A session that is hidden from us may be ours. */
async function sessionsOfUser({ record, companion, ledger }: Sources, signal: AbortSignal) {
  const { site, prefix, identity, sessionId } = record.request
  const held = await heldBy(identity, await companion(), record, signal)
  const isOursListed = held.sessions.some(one => one.sessionId === sessionId)
  if (!isOursListed && held.hidden > 0) return undefined
  const others = held.sessions.filter(one => one.sessionId !== sessionId)
  const made = (await ledger.all()).filter(one => one.site.id === site && one.prefix === prefix)
  const isOwn = (id: string): boolean => made.some(one => one.sessionId === id)
  return {
    isOursListed,
    others: others.length,
    ownOthers: others.filter(one => isOwn(one.sessionId)).length,
  }
}

async function sessionIdsOf(
  user: User | undefined,
  { record, companion }: Sources,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  if (user === undefined) return undefined
  const { sessions } = await heldBy(user, await companion(), record, signal)
  return sessions.map(({ sessionId }) => sessionId)
}

function heldBy(
  { userDirectory, userId }: User,
  companion: Companion,
  record: RunRecord,
  signal: AbortSignal,
) {
  const { site, prefix } = record.request
  return companion.request('sessions', { site, prefix, user: { userDirectory, userId } }, signal)
}

/** The addresses whose cookies decide: of the step that has failed, of both when the run did not get that far. */
function addressesOf(record: RunRecord): string[] {
  const [hub = '', whoAmI = ''] = cookieAddresses(record)
  const failed = record.run.steps.find(({ state }) => state === 'failed')?.name
  return failed === 'hub' ? [hub] : failed === 'identity' ? [whoAmI] : [hub, whoAmI]
}

/** The first one may belong to a parent domain, which no list shows. */
async function sentCookies({ record, browser: { cookies } }: Sources): Promise<StoredCookie[]> {
  const { name } = plannedCookie(record).cookie
  const storeId = expectStore(record)
  const urls = addressesOf(record)
  const first = await Promise.all(urls.map(url => cookies.sentFirst(name, url, storeId)))
  const sent = [...first.filter(one => one !== undefined), ...(await cookies.named(name, urls, storeId))]
  return [...new Map(sent.toReversed().map(cookie => [placeOf(cookie), cookie])).values()].toReversed()
}

async function jarOf({ record, browser: { cookies } }: Sources): Promise<StoredCookie[]> {
  const storeId = expectStore(record)
  return (await Promise.all(addressesOf(record).map(url => cookies.sentTo(url, storeId)))).flat()
}

async function tabOf({ record: { tabId }, browser }: Sources): Promise<Facts['tab']> {
  const tab = tabId === undefined ? undefined : await browser.tabs.find(tabId)
  if (tab === undefined) return undefined
  return { url: tab.url, windowId: tab.windowId, storeId: await browser.cookies.storeOfTab(tab.id) }
}

const pageOf = async ({ record: { tabId }, browser }: Sources): Promise<Facts['page']> =>
  tabId === undefined ? undefined : browser.pageInTab.look(tabId)

function receivedUser({ run: { finding } }: RunRecord): User | undefined {
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

function expectStore({ storeId }: RunRecord): string {
  if (storeId === undefined) throw new Error('the run has not come to a cookie')
  return storeId
}
