import { expect, test } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'

/** Opens a popup while User2 is signed in. The test expects that user's cookie at the end. */
async function openOverUser2(harness: E2EHarness): Promise<PopupPage> {
  const { sessionId } = harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2' })
  const cookie = { name: 'X-Qlik-Session', value: sessionId, domain: hubHost, path: '/', secure: true }
  await harness.browser.addCookies([cookie])
  // Opened before the network fails: a new tab may load its first page before it is offline.
  await (await harness.browser.newPage()).goto(`${harness.qlik.hub}/hub/`)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  return popup
}

const listUsers = ({ qlik }: E2EHarness) => qlik.sessions.map(({ userId }) => userId)

/** Returns the cleanup failures that the run reports. */
const readCleanupFailures = ({ page }: PopupPage) => page.locator('.run .finding li').allTextContents()

async function expectCookieOfUser2(harness: E2EHarness): Promise<void> {
  const [user2] = harness.qlik.sessions.filter(({ userId }) => userId === 'User2')
  expect((await harness.hubCookies()).map(({ value }) => value)).toEqual([user2?.sessionId])
}

/**
 * The point at which the network fails, and the resulting finding. The endpoint is closed too,
 * since a pending response would still arrive.
 */
const offlineCases = [
  {
    step: 'hub',
    waits: { endpoint: 'qps', path: '/session', method: 'POST' },
    waitsIn: 'session',
    message: 'Could not open the hub',
  },
  {
    step: 'identity',
    waits: { endpoint: 'proxy', path: '/qps/user' },
    waitsIn: 'identity',
    message: 'it did not respond',
  },
] as const

test.each(offlineCases)(
  'run reports an unreachable hub in step $step, and the companion ends the session',
  async ({ step, waits, waitsIn, message }) => {
    await using harness = await E2EHarness.open()
    const popup = await openOverUser2(harness)
    const hold = harness.qlik.hold(waits)
    await popup.signIn()
    await hold.reached
    // The query for the previous user has the same address and may still be pending.
    await popup.waitForStep(waitsIn, 'working')
    await harness.browser.setOffline(true)
    await harness.qlik.fault('refused', { endpoint: 'proxy' })
    hold.release()

    expect(await popup.waitForOutcome()).toBe('failed')
    expect(await popup.step(step)).toMatchObject({ state: 'failed' })
    const finding = await popup.finding()
    expect(finding).toMatchObject({ code: 'HUB_UNREACHABLE' })
    expect(finding.message).toContain(message)
    expect(await readCleanupFailures(popup)).toEqual([])
    expect(listUsers(harness)).toEqual(['User2'])
    await expectCookieOfUser2(harness)
  },
)

test('run names the session that may remain when the network fails, and sign-in works when it returns', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverUser2(harness)
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/qps/user' })
  await popup.signIn()
  await hold.reached
  await popup.waitForStep('identity', 'working')
  const faults = await Promise.all([
    harness.qlik.fault('refused', { endpoint: 'qps' }),
    harness.qlik.fault('refused', { endpoint: 'proxy' }),
  ])
  await harness.browser.setOffline(true)
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'HUB_UNREACHABLE' })
  const [remains, ...others] = await readCleanupFailures(popup)
  expect(remains).toMatch(/^The session may still exist: localhost:\d+ refused the connection\.$/)
  expect(others).toEqual([])
  await expectCookieOfUser2(harness)

  await harness.browser.setOffline(false)
  for (const fault of faults) await fault.end()
  await popup.page.bringToFront()
  await popup.signIn()
  await popup.waitForStep('companion', 'passed')
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(listUsers(harness).toSorted()).toEqual(['User1', 'User1', 'User2'])
})
