import { expect, test } from 'vitest'
import { eventually } from './fixtures/eventually.ts'
import { untilThere } from './fixtures/in-page.ts'
import type { PopupPage } from './fixtures/popup-page.ts'
import { host, World } from './fixtures/world.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

async function signedIn(world: World): Promise<PopupPage> {
  const popup = await world.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  await told(popup, 'user')
  return popup
}

const told = (popup: PopupPage, status: string) => untilThere(popup.page, `header[data-who=${status}]`)
const namesUser = (popup: PopupPage, name: string) =>
  untilThere(popup.page, `header h1[title="${name.replace('\\', '\\\\')}"]`)

async function choose(popup: PopupPage, name: string | RegExp): Promise<void> {
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name }).click()
}

/** What became of it. */
async function outcome(popup: PopupPage, deed: string, status = 'done'): Promise<string> {
  await untilThere(popup.page, `[data-deed=${deed}][data-status=${status}]`)
  return (await popup.page.locator('.deed [role=status]').textContent()) ?? ''
}

test('ends the session of the tab, once it was asked twice', async () => {
  await using world = await World.open()
  const popup = await signedIn(world)
  await choose(popup, 'End this session')
  await popup.button('Leave as is').click()
  expect(world.qlik.sessions).toHaveLength(1)

  await choose(popup, 'End this session')
  await popup.button('End it').click()
  expect(await outcome(popup, 'endThis')).toBe(
    'A session of DOMAIN\\User1 on the default virtual proxy has ended',
  )
  await told(popup, 'nobody')
  expect(world.qlik.sessions).toEqual([])
  expect(await world.cookies()).toEqual([])
  await popup.button('Put away').click()
  expect(await popup.page.locator('.deed').count()).toBe(0)
})

test('signs the user out everywhere on the virtual proxy, and nobody else', async () => {
  await using world = await World.open()
  world.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1' })
  world.qlik.addSession({ prefix: 'sales', userDirectory: 'DOMAIN', userId: 'User1' })
  world.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2' })
  const popup = await signedIn(world)
  await choose(popup, /^Sign out on/)
  await popup.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  expect(await outcome(popup, 'signOut')).toContain('sessions ended: 2')
  await told(popup, 'nobody')
  expect(world.qlik.sessions).toMatchObject([{ prefix: 'sales' }, { userId: 'User2' }])
})

test('signs in again with a new id and the same attributes', async () => {
  await using world = await World.open()
  const popup = await world.openPopup()
  await popup.fill({ ...user, prefix: 'sales', attributes: [{ name: 'group', value: 'HR' }] })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await told(popup, 'user')
  const [first] = world.qlik.sessions
  await choose(popup, 'Sign in again with a new id')
  const second = await eventually('there is another session', () => world.qlik.sessions[1])
  expect(second).toMatchObject({ prefix: 'sales', userId: 'User1', attributes: [['group', 'HR']] })
  expect(second.sessionId).not.toBe(first?.sessionId)
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await world.cookies()).toMatchObject([{ value: second.sessionId }])
})

test('goes back to the identity before, and further back to the one before that', async () => {
  await using world = await World.open()
  const { sessionId } = world.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: host, path: '/', secure: true }
  await world.browser.addCookies([hers])
  const popup = await signedIn(world)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await namesUser(popup, 'DOMAIN\\User2')

  await choose(popup, 'Back to DOMAIN\\User1')
  expect(await outcome(popup, 'goBack')).toBe('You are DOMAIN\\User1 again')
  await namesUser(popup, 'DOMAIN\\User1')
  await untilThere(popup.page, '.outcome[data-over=true]')
  expect(await popup.page.locator('.outcome').textContent()).toBe(
    'Signed in before: DOMAIN\\User2 on the default virtual proxy',
  )
  expect(world.qlik.sessions).toMatchObject([{ userId: 'anna' }, { userId: 'User1' }])

  await popup.button('Put away').click()
  await choose(popup, 'Back to the identity before')
  expect(await outcome(popup, 'goBack')).toBe('You are CORP\\anna again')
  expect(world.qlik.sessions).toMatchObject([{ userId: 'anna' }])
  expect(await world.cookies()).toMatchObject([hers])
})

test('says that the session before is over, where going back leads to nobody', async () => {
  await using world = await World.open()
  await world.browser.addCookies([
    { name: 'X-Qlik-Session', value: 'long-over', domain: host, path: '/', secure: true },
  ])
  const popup = await signedIn(world)
  await choose(popup, 'Back to the identity before')
  expect(await outcome(popup, 'goBack')).toContain('nobody is signed in')
  await told(popup, 'nobody')
})

test('says why a session could not be ended, and leaves everything as it was', async () => {
  await using world = await World.open()
  const popup = await signedIn(world)
  const before = await world.cookies()
  await world.qlik.fault('refused', { door: 'qps' })
  await choose(popup, 'End this session')
  await popup.button('End it').click()
  await outcome(popup, 'endThis', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'CONNECTION_REFUSED' })
  expect(await world.cookies()).toEqual(before)
  await told(popup, 'user')
})

test('knows that a session is gone that somebody else has ended meanwhile', async () => {
  await using world = await World.open()
  const popup = await signedIn(world)
  await choose(popup, 'End this session')
  for (const session of world.qlik.sessions) world.qlik.site.sessions.end(session)
  await popup.button('End it').click()
  await outcome(popup, 'endThis', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'NOBODY_SIGNED_IN' })
  await told(popup, 'nobody')
})

/** DOMAIN\\User1 is signed in, and the end of that session has come as far as what is held. */
async function endingHeldAt(world: World, where: Parameters<World['qlik']['hold']>[0]) {
  const popup = await signedIn(world)
  const hold = world.qlik.hold({ ...where, times: 1 })
  await choose(popup, 'End this session')
  await popup.button('End it').click()
  await hold.reached
  return { popup, hold }
}

/** DOMAIN\\User1 is signed in, the end of that session is under way, and meanwhile somebody else was to sign in. */
async function signInWhileEnding(world: World) {
  const { popup, hold } = await endingHeldAt(world, { door: 'qps', method: 'DELETE' })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await untilThere(popup.page, '[data-outcome=working]')
  return { popup, hold }
}

test('signs in once the end of the session before is over', async () => {
  await using world = await World.open()
  const { popup, hold } = await signInWhileEnding(world)
  expect(world.qlik.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  hold.release()
  expect(await popup.waitForOutcome()).toBe('passed')
  await namesUser(popup, 'DOMAIN\\User2')
  expect(world.qlik.sessions).toMatchObject([{ userId: 'User2' }])
  expect(await world.cookies()).toMatchObject([{ value: world.qlik.sessions[0]?.sessionId }])
})

test('signs in soon, although the hub that nobody is signed in to any more does not load', async () => {
  await using world = await World.open()
  const { popup, hold } = await endingHeldAt(world, { door: 'proxy', path: '/hub' })
  await outcome(popup, 'endThis')
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await namesUser(popup, 'DOMAIN\\User2')
  hold.release()
})

test('leaves the session cookie that has come while the session before was ended', async () => {
  await using world = await World.open()
  const { popup, hold } = await endingHeldAt(world, { door: 'qps', method: 'DELETE' })
  const { sessionId } = world.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: host, path: '/', secure: true }
  await world.browser.addCookies([hers])
  hold.release()
  await outcome(popup, 'endThis')
  expect(await world.cookies()).toMatchObject([hers])
  await namesUser(popup, 'CORP\\anna')
})

test('cancels a sign-in that waits for the end of the session before', async () => {
  await using world = await World.open()
  const { popup, hold } = await signInWhileEnding(world)
  await popup.cancel()
  hold.release()
  expect(await popup.waitForOutcome()).toBe('cancelled')
  await outcome(popup, 'endThis')
  await told(popup, 'nobody')
  expect(world.qlik.sessions).toEqual([])
  expect(await world.cookies()).toEqual([])
})

test('signs in although the worker was stopped while that waited for the end of the session before', async () => {
  await using world = await World.open()
  const { popup, hold } = await signInWhileEnding(world)
  await world.stopWorker()
  hold.release()
  expect(await popup.waitForOutcome()).toBe('passed')
  await told(popup, 'user')
})

test('says that the worker was stopped while a session was ended, until that is put away', async () => {
  await using world = await World.open()
  const { popup, hold } = await endingHeldAt(world, { door: 'qps', method: 'DELETE' })
  await world.stopWorker()
  hold.release()
  await outcome(popup, 'endThis', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'DEED_INTERRUPTED' })

  await popup.button('Put away').click()
  expect(await popup.page.locator('.deed').count()).toBe(0)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await world.cookies()).toMatchObject([{ value: world.qlik.sessions.at(-1)?.sessionId }])
})

test('does nothing to another user who has signed in since it was asked for', async () => {
  await using world = await World.open()
  const popup = await signedIn(world)
  await choose(popup, /^Sign out on/)
  const { sessionId } = world.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: host, path: '/', secure: true }
  await world.browser.addCookies([hers])
  await popup.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await outcome(popup, 'signOut', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'SIGNED_IN_CHANGED' })
  expect(world.qlik.sessions).toHaveLength(2)
  expect(await world.cookies()).toMatchObject([hers])
  await namesUser(popup, 'CORP\\anna')
})

test('works with the keyboard alone', async () => {
  await using world = await World.open()
  const popup = await signedIn(world)
  const { keyboard } = popup.page
  const focused = () => popup.page.evaluate(() => document.activeElement?.textContent ?? '')
  await popup.page.bringToFront()
  await popup.button('Actions').focus()
  await keyboard.press('Enter')
  await untilThere(popup.page, '[role=menu]')
  await eventually('the first is focused', async () => (await focused()) === 'Sign in again with a new id')
  await keyboard.press('Escape')
  expect(await popup.page.locator('[role=menu]').count()).toBe(0)
  await keyboard.press('Enter')
  await eventually('the first is focused', async () => (await focused()) === 'Sign in again with a new id')
  await keyboard.press('ArrowDown')
  expect(await focused()).toBe('End this session')
  await keyboard.press('Enter')
  expect(await focused()).toBe('Leave as is')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await outcome(popup, 'endThis')
  expect(world.qlik.sessions).toEqual([])
})
