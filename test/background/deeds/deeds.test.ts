import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import { createCompanionLink } from '../../../src/background/companion-link.ts'
import { createDeeds } from '../../../src/background/deeds/deeds.ts'
import { openLedger } from '../../../src/background/ledger.ts'
import { createWho } from '../../../src/background/who/who.ts'
import type { Deed } from '../../../src/shared/deeds.ts'
import { BrowserDouble, StoredDouble } from '../../doubles/browser.ts'
import { CompanionDouble } from '../../doubles/companion.ts'
import { madeSession } from '../../doubles/made-session.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
const inWindow = { windowId: 1 }

/** DOMAIN\User1 is signed in by us, over somebody else's cookie. */
async function start() {
  const browser = new BrowserDouble()
  const double = new CompanionDouble()
  const ledger = openLedger(new StoredDouble())
  const companion = createCompanionLink(
    () => double.connect(),
    { id: 'abcdefgh', version: '1' },
    () => {},
  )
  const told: Deed[] = []
  const signIn = vi.fn()
  let isBusy = false
  const who = createWho({
    browser: browser.ports,
    ledger,
    virtualProxies: { find: () => undefined, want: () => {} },
    sites: () => [{ id: 'acme', hub: browser.hub }],
    isBusy: () => isBusy,
    publish: () => {},
  })
  const tools = { browser: browser.ports, companion, ledger, who, signIn }
  const { handlers } = createDeeds({
    ...tools,
    isBusy: () => isBusy,
    publish: deed => told.push(deed),
    onEnded: () => {},
  })
  double.sessions.push({ ...user, site: 'acme', prefix: '', sessionId: 'session-of-ours' })
  const before = browser.cookie('before')
  ledger.add(madeSession({ sessionId: 'session-of-ours', replaced: [before], persona: 'anna' }))
  browser.jar.set('qlik.test/', browser.cookie('session-of-ours'))
  browser.front = { id: 7, active: true, url: `${browser.hub}/hub/` }
  return {
    browser,
    double,
    ledger,
    handlers,
    told,
    signIn,
    value: () => [...browser.jar.values()].map(({ value }) => value),
    work: () => {
      isBusy = true
    },
    until: (status: Deed['status']) => vi.waitFor(() => expect(told.at(-1)?.status).toBe(status)),
  }
}

test('ends the session of the tab, its cookie and its entry, and loads the tab again', async () => {
  const it = await start()
  it.handlers.endThisSession({ intent: 'endThisSession', ...inWindow })
  await it.until('done')
  expect(it.told.map(({ status }) => status)).toEqual(['working', 'done'])
  expect(it.told.at(-1)).toMatchObject({ name: 'endThis', user: 'DOMAIN\\User1', ended: 1 })
  expect(it.double.sessions).toEqual([])
  expect(it.value()).toEqual([])
  expect(await it.ledger.all()).toEqual([])
  expect(it.browser.reloaded).toEqual([7])
})

test('leaves the cookie alone when the session could not be ended', async () => {
  const it = await start()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.endThisSession({ intent: 'endThisSession', ...inWindow })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(await it.ledger.all()).toHaveLength(1)
})

test('says that the cookie is not known, where nobody lets us see it', async () => {
  const it = await start()
  it.browser.isAllowed = false
  it.handlers.endThisSession({ intent: 'endThisSession', ...inWindow })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'SESSION_COOKIE_UNKNOWN' } })
})

test('signs out although the cookie is not known', async () => {
  const it = await start()
  it.browser.isAllowed = false
  it.handlers.signOut({ intent: 'signOut', ...inWindow })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ ended: 1 })
  expect(await it.ledger.all()).toEqual([])
})

test('goes back, although our own session could not be ended, and says that', async () => {
  const it = await start()
  it.double.fail('endSession', failure('CONNECTION_REFUSED', { address: 'qlik:4243' }))
  it.handlers.goBack({ intent: 'goBack', ...inWindow })
  await it.until('done')
  expect(it.told.at(-1)).toMatchObject({ name: 'goBack', ended: 0, but: { code: 'CONNECTION_REFUSED' } })
  expect(it.value()).toEqual(['before'])
})

test('stays where it is when the browser does not take the cookie back', async () => {
  const it = await start()
  const { set } = it.browser.ports.cookies
  it.browser.ports.cookies.set = async (cookie, storeId) => {
    if (cookie.value === 'before') throw new Error('refused')
    await set(cookie, storeId)
  }
  it.handlers.goBack({ intent: 'goBack', ...inWindow })
  await it.until('failed')
  expect(it.told.at(-1)).toMatchObject({ finding: { code: 'COOKIE_REJECTED' } })
  expect(it.value()).toEqual(['session-of-ours'])
  expect(it.double.sessions).toHaveLength(1)
})

test('signs in again with everything but the id', async () => {
  const it = await start()
  await it.handlers.signInAgain({ intent: 'signInAgain', ...inWindow })
  expect(it.signIn).toHaveBeenCalledWith(
    expect.objectContaining({ site: 'acme', identity: user, persona: 'anna', cookieName: 'X-Qlik-Session' }),
  )
  expect(it.signIn.mock.calls[0]?.[0].sessionId).not.toBe('session-of-ours')
})

test('does one thing at a time, and nothing while a run goes on', async () => {
  const it = await start()
  const hold = it.double.hold('endSession')
  it.handlers.endThisSession({ intent: 'endThisSession', ...inWindow })
  await hold.reached
  it.handlers.signOut({ intent: 'signOut', ...inWindow })
  hold.release()
  await it.until('done')
  expect(new Set(it.told.map(({ name }) => name))).toEqual(new Set(['endThis']))
  it.work()
  it.handlers.signOut({ intent: 'signOut', ...inWindow })
  await it.handlers.signInAgain({ intent: 'signInAgain', ...inWindow })
  expect(it.told).toHaveLength(2)
  expect(it.signIn).not.toHaveBeenCalled()
})

test('tells pages no session id', async () => {
  const it = await start()
  it.handlers.endThisSession({ intent: 'endThisSession', ...inWindow })
  await it.until('done')
  expect(JSON.stringify(it.told)).not.toContain('session-of-ours')
})
