import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { pollUntil } from '../support/poll-until.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

const openPopup = async (world: E2EHarness) => {
  const popup = await world.openPopup()
  await popup.fill(user)
  return popup
}

/** Where a run can be stopped in the middle. */
const gates = {
  session: { door: 'qps', path: '/session', method: 'POST' },
  hub: { door: 'proxy', path: '/hub' },
  identity: { door: 'proxy', path: '/qps/user' },
} as const
type GateName = keyof typeof gates
const gateNames = Object.keys(gates) as GateName[]

test.each(gateNames)(
  'goes on in step %s when the popup is closed, and shows the verdict to the next popup',
  async place => {
    await using world = await E2EHarness.open()
    const popup = await openPopup(world)
    const hold = world.qlik.hold(gates[place])
    await popup.signIn()
    await hold.reached
    await popup.page.close()
    hold.release()

    const next = await world.openPopup()
    expect(await next.waitForOutcome()).toBe('passed')
    expect(world.qlik.sessions).toMatchObject([{ userId: 'User1' }])
  },
)

test.each(gateNames)('cancels in step %s, ends the session and puts the cookies back', async place => {
  await using world = await E2EHarness.open()
  const before = await world.hubCookies()
  const popup = await openPopup(world)
  const hold = world.qlik.hold(gates[place])
  await popup.signIn()
  await hold.reached
  await popup.cancel()

  expect(await popup.waitForOutcome()).toBe('cancelled')
  expect(await popup.finding()).toMatchObject({ code: 'CANCELLED' })
  hold.release()
  expect(await world.hubCookies()).toEqual(before)
  await pollUntil('no session is left', () => world.qlik.sessions.length === 0)
})

test.each(['hub', 'identity'] as const)(
  'takes the run up after the worker was stopped in step %s',
  async place => {
    await using world = await E2EHarness.open()
    const popup = await openPopup(world)
    const hold = world.qlik.hold(gates[place])
    await popup.signIn()
    await hold.reached
    await world.stopWorker()
    hold.release()

    expect(await popup.waitForOutcome()).toBe('passed')
    expect(world.qlik.sessions).toHaveLength(1)
  },
)

test('ends as failed when the worker was stopped while the session was being made, and leaves none', async () => {
  await using world = await E2EHarness.open()
  const popup = await openPopup(world)
  const hold = world.qlik.hold(gates.session)
  await popup.signIn()
  await hold.reached
  await world.stopWorker()
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'RUN_INTERRUPTED' })
  await pollUntil('no session is left', () => world.qlik.sessions.length === 0)
  expect(await world.hubCookies()).toEqual([])
})

test('ends as failed when the companion is killed while it makes the session, and leaves none', async () => {
  await using world = await E2EHarness.open()
  const popup = await openPopup(world)
  const hold = world.qlik.hold(gates.session)
  await popup.signIn()
  await hold.reached
  for (const pid of world.companionProcesses()) process.kill(pid, 'SIGKILL')

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COMPANION_EXITED' })
  hold.release()
  expect(world.qlik.sessions).toEqual([])
})

test('runs the companion while a popup is open, and not longer', async () => {
  await using world = await E2EHarness.open()
  const popup = await openPopup(world)
  expect(world.companionProcesses()).toHaveLength(1)
  await popup.page.close()
  await pollUntil('the companion has ended', () => world.companionProcesses().length === 0)
})

test('brings back the values that were typed last, but never a session id', async () => {
  await using world = await E2EHarness.open()
  const popup = await openPopup(world)
  await popup.fill({ prefix: 'sales', attributes: [{ name: 'group', value: 'HR' }] })
  const sessionId = await popup.sessionId()
  await popup.page.close()

  const next = await world.openPopup()
  expect(await next.field('Virtual proxy prefix').inputValue()).toBe('sales')
  expect(await next.field('User id').inputValue()).toBe('User1')
  expect(await next.field('Attribute value').inputValue()).toBe('HR')
  expect(await next.sessionId()).not.toBe(sessionId)
})
