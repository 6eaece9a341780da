import { expect, test, vi } from 'vitest'
import type { StoredCookie } from '../../../src/background/browser/stored-cookie.ts'
import { type Harness, request, startBackground, startWithPage } from '../../support/background-harness.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'
import { FakeCompanion, type FakeSession } from '../../support/fake-companion.ts'

/** Everything that outlives a worker. */
interface Moment {
  record: unknown
  createdSessions: unknown
  cookies: [string, StoredCookie][]
  sessions: FakeSession[]
}

const partitionKey = { topLevelSite: 'https://qlik.test', hasCrossSiteAncestor: false }

/** Prepares the browser with the cookies of an earlier user. */
function prepare({ browser }: Pick<Harness, 'browser'>): void {
  for (const cookie of [
    browser.createCookie('old'),
    browser.createCookie('old-hub', '/hub'),
    { ...browser.createCookie('old-partitioned'), partitionKey },
  ])
    void browser.ports.cookies.set(cookie, '0')
}

type Scenario = (browser: Harness['browser']) => void

/** Runs a sign-in and records what a worker that is killed at each of its changes leaves. */
async function recordMoments(scenario: Scenario): Promise<Moment[]> {
  const runItem = new FakeSessionItem()
  const createdSessionsItem = new FakeSessionItem()
  const bg = await startWithPage({ runItem, createdSessionsItem })
  prepare(bg)
  scenario(bg.browser)
  const moments: Moment[] = []
  const noteAfter =
    <Args extends unknown[]>(change: (...args: Args) => Promise<void>) =>
    (...args: Args): Promise<void> =>
      change(...args).finally(() => {
        if (runItem.value === undefined) return
        const cookies = [...bg.browser.cookieJar]
        const { sessions } = bg.companion
        const state = { record: runItem.value, createdSessions: createdSessionsItem.value, cookies, sessions }
        moments.push(structuredClone(state))
      })
  const { cookies } = bg.browser.ports
  runItem.save = noteAfter(runItem.save)
  createdSessionsItem.save = noteAfter(createdSessionsItem.save)
  cookies.set = noteAfter(cookies.set)
  cookies.expire = noteAfter(cookies.expire)
  bg.page.sendIntent({ intent: 'signIn', request })
  await vi.waitFor(() => expect(bg.run()?.outcome).toMatch(/passed|failed/))
  await vi.waitFor(() =>
    expect(moments.at(-1)?.record).toMatchObject({ run: { outcome: bg.run()?.outcome } }),
  )
  return moments
}

/** Starts a worker with what another one left, and returns it once the run has ended. */
async function startNextWorker({ record, createdSessions, cookies, sessions }: Moment, scenario: Scenario) {
  const companion = new FakeCompanion()
  companion.sessions.push(...sessions)
  const runItem = new FakeSessionItem(record)
  const bg = startBackground({
    companion,
    runItem,
    createdSessionsItem: new FakeSessionItem(createdSessions),
  })
  for (const [key, cookie] of cookies) bg.browser.cookieJar.set(key, cookie)
  scenario(bg.browser)
  const page = bg.openPage()
  await vi.waitFor(() => expect(page.state?.run?.outcome).toMatch(/passed|failed/))
  await vi.waitFor(() => expect(runItem.value).toMatchObject({ run: { outcome: page.state?.run?.outcome } }))
  return { ...bg, run: page.state?.run }
}

const scenarios: Record<string, Scenario> = {
  'signs in': () => {},
  'shows another user': browser => {
    browser.user = { userDirectory: 'DOMAIN', userId: 'Somebody' }
  },
  'is refused its cookie': ({ ports: { cookies } }) => {
    const { set, expire } = cookies
    const refuseOwn =
      (change: typeof set): typeof set =>
      async (cookie, storeId) => {
        if (cookie.name === 'X-Qlik-Session' && cookie.value === request.sessionId) throw new Error('refused')
        await change(cookie, storeId)
      }
    cookies.set = refuseOwn(set)
    cookies.expire = refuseOwn(expire)
  },
}

const sortedValues = (cookies: Iterable<StoredCookie>): string[] =>
  [...cookies].map(({ value }) => value).toSorted()

test.each(Object.entries(scenarios))(
  'the next worker completes or undoes a run that %s, whenever its worker is killed',
  async (_, scenario) => {
    const moments = await recordMoments(scenario)
    expect(moments.length).toBeGreaterThan(12)
    for (const moment of moments) {
      const { run, browser, companion, registry } = await startNextWorker(moment, scenario)
      const values = sortedValues(browser.cookieJar.values())
      expect(run?.leftBehind).toEqual([])
      if (run?.outcome === 'passed') {
        expect(values).toEqual([request.sessionId])
        expect(companion.sessions).toMatchObject([{ sessionId: request.sessionId }])
        const [created, ...others] = await registry.list()
        expect(created?.sessionId).toBe(request.sessionId)
        expect(sortedValues(created?.replaced ?? [])).toEqual(['old', 'old-hub', 'old-partitioned'])
        expect(others).toEqual([])
      } else {
        expect(values).toEqual(['old', 'old-hub', 'old-partitioned'])
        expect(companion.sessions).toEqual([])
        expect(await registry.list()).toEqual([])
      }
    }
  },
)

test('the next worker keeps the causes that were found before the rollback', async () => {
  const scenario: Scenario = browser => {
    browser.user = { userDirectory: 'DOMAIN', userId: 'Somebody' }
  }
  const moments = await recordMoments(scenario)
  const [last] = moments.slice(-1)
  const begun = moments.filter(({ record }) => record !== last?.record && hasCauses(record))
  expect(begun.length).toBeGreaterThan(2)
  const { causes } = (last?.record ?? {}) as { causes?: unknown[] }
  for (const moment of begun)
    expect((await startNextWorker(moment, scenario)).run?.causes ?? []).toEqual(causes)
})

const hasCauses = (record: unknown): boolean =>
  typeof record === 'object' && record !== null && 'causes' in record && record.causes !== undefined
