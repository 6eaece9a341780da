import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { pollUntil } from '../support/poll-until.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

const openPopup = async (harness: E2EHarness) => {
  const popup = await harness.openPopup()
  await popup.fill(user)
  return popup
}

/** The responses at which a run can be held. */
const gates = {
  session: { endpoint: 'qps', path: '/session', method: 'POST' },
  hub: { endpoint: 'proxy', path: '/hub' },
  identity: { endpoint: 'proxy', path: '/qps/user' },
} as const
type GateName = keyof typeof gates
const gateNames = Object.keys(gates) as GateName[]

test.each(gateNames)(
  'run continues when the popup closes during step %s, and the next popup shows the outcome',
  async place => {
    await using harness = await E2EHarness.open()
    const popup = await openPopup(harness)
    const hold = harness.qlik.hold(gates[place])
    await popup.signIn()
    await hold.reached
    await popup.page.close()
    hold.release()

    const next = await harness.openPopup()
    expect(await next.waitForOutcome()).toBe('passed')
    expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1' }])
  },
)

test.each(gateNames)('Cancel during step %s ends the session and restores the cookies', async place => {
  await using harness = await E2EHarness.open()
  const before = await harness.hubCookies()
  const popup = await openPopup(harness)
  const hold = harness.qlik.hold(gates[place])
  await popup.signIn()
  await hold.reached
  await popup.cancel()

  expect(await popup.waitForOutcome()).toBe('cancelled')
  expect(await popup.finding()).toMatchObject({ code: 'CANCELLED' })
  hold.release()
  expect(await harness.hubCookies()).toEqual(before)
  await pollUntil('no session is left', () => harness.qlik.sessions.length === 0)
})

test.each(['hub', 'identity'] as const)(
  'run resumes after the worker was stopped during step %s',
  async place => {
    await using harness = await E2EHarness.open()
    const popup = await openPopup(harness)
    const hold = harness.qlik.hold(gates[place])
    await popup.signIn()
    await hold.reached
    await harness.stopWorker()
    hold.release()

    expect(await popup.waitForOutcome()).toBe('passed')
    expect(harness.qlik.sessions).toHaveLength(1)
  },
)

test('run fails and leaves no session when the worker is stopped during session creation', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  const hold = harness.qlik.hold(gates.session)
  await popup.signIn()
  await hold.reached
  await harness.stopWorker()
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'RUN_INTERRUPTED' })
  await pollUntil('no session is left', () => harness.qlik.sessions.length === 0)
  expect(await harness.hubCookies()).toEqual([])
})

test('next worker completes a rollback in which the worker was stopped', async () => {
  await using harness = await E2EHarness.open()
  await harness.browser.addCookies([
    { name: 'X-Qlik-Session', value: 'of-the-user-before', url: harness.qlik.hub },
  ])
  const before = await harness.hubCookies()
  await harness.qlik.fault('garbage', { endpoint: 'proxy', path: '/qps/user' })
  const popup = await openPopup(harness)
  const hold = harness.qlik.hold({ endpoint: 'qps', path: '/session', method: 'DELETE' })
  await popup.signIn()
  await hold.reached
  await harness.stopWorker()
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
  expect(await harness.hubCookies()).toEqual(before)
  await pollUntil('no session is left', () => harness.qlik.sessions.length === 0)
})

test('run fails and leaves no session when the companion is killed during session creation', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  const hold = harness.qlik.hold(gates.session)
  await popup.signIn()
  await hold.reached
  for (const pid of harness.companionProcesses()) process.kill(pid, 'SIGKILL')

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'COMPANION_EXITED' })
  hold.release()
  expect(harness.qlik.sessions).toEqual([])
})

test('companion runs only while a popup is open', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  expect(harness.companionProcesses()).toHaveLength(1)
  await popup.page.close()
  await pollUntil('the companion has ended', () => harness.companionProcesses().length === 0)
})

test('form restores the last input except the session id', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  await popup.fill({ prefix: 'sales', attributes: [{ name: 'group', value: 'HR' }] })
  const sessionId = await popup.sessionId()
  await popup.page.close()

  const next = await harness.openPopup()
  expect(await next.field('Virtual proxy prefix').inputValue()).toBe('sales')
  expect(await next.field('User id').inputValue()).toBe('User1')
  expect(await next.field('Attribute value').inputValue()).toBe('HR')
  expect(await next.sessionId()).not.toBe(sessionId)
})
