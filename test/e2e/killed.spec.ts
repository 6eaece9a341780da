import { expect, test } from 'vitest'
import { toOriginPattern } from '#shared/hub-location'
import { hasErrorCode } from '../../companion/util/node-errors.ts'
import { extensionFolder, popupUrl } from '../support/built-extension.ts'
import { E2EHarness, hubHost, otherHubHost } from '../support/e2e-harness.ts'
import { grantHostPermission } from '../support/extension-settings.ts'
import { killBrowser } from '../support/kill-browser.ts'
import { openBrowser } from '../support/open-browser.ts'
import { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

const gates = {
  session: { endpoint: 'qps', path: '/session', method: 'POST' },
  hub: { endpoint: 'proxy', path: '/hub' },
  identity: { endpoint: 'proxy', path: '/qps/user' },
} as const

/** Signs in and returns when the response that a step waits for is held. */
async function signInUpTo(step: keyof typeof gates, harness: E2EHarness) {
  const popup = await harness.openPopup()
  await popup.fill(user)
  const hold = harness.qlik.hold(gates[step])
  await popup.signIn()
  await hold.reached
  return { popup, hold }
}

/** Sends a signal to the companions, and returns their process ids. */
function signalCompanions(harness: E2EHarness, signal: NodeJS.Signals): number[] {
  const processes = harness.companionProcesses()
  for (const pid of processes) process.kill(pid, signal)
  return processes
}

/** Lets a process run on, unless the browser, whose port has closed, has ended it meanwhile. */
function continueIfRunning(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH')) throw error
  }
}

const readAudit = async (harness: E2EHarness): Promise<{ action: string; outcome: string }[]> =>
  JSON.parse((await harness.hubpass('audit', '--json')).stdout).result.entries

test.skipIf(process.platform !== 'linux')(
  'run fails and leaves nothing when the companion is killed before it answers',
  async () => {
    await using harness = await E2EHarness.open()
    const popup = await harness.openPopup()
    await popup.fill(user)
    signalCompanions(harness, 'SIGSTOP')
    await popup.signIn()
    await popup.waitForStep('companion', 'working')
    signalCompanions(harness, 'SIGKILL')

    expect(await popup.waitForOutcome()).toBe('failed')
    expect(await popup.finding()).toMatchObject({ code: 'COMPANION_EXITED' })
    expect(harness.qlik.sessions).toEqual([])
    expect(await harness.hubCookies()).toEqual([])
  },
)

test.each(['hub', 'identity'] as const)(
  'run passes when the companion is killed in step %s, and the log has the session',
  async step => {
    await using harness = await E2EHarness.open()
    const { popup, hold } = await signInUpTo(step, harness)
    signalCompanions(harness, 'SIGKILL')
    await pollUntil('the companion is gone', () => harness.companionProcesses().length === 0)
    hold.release()

    expect(await popup.waitForOutcome()).toBe('passed')
    expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1' }])
    expect(await readAudit(harness)).toMatchObject([{ action: 'session.create', outcome: 'done' }])
  },
)

test.skipIf(process.platform !== 'linux')(
  'run resumes after the worker was stopped before the companion answered',
  async () => {
    await using harness = await E2EHarness.open()
    const popup = await harness.openPopup()
    await popup.fill(user)
    const stopped = signalCompanions(harness, 'SIGSTOP')
    await popup.signIn()
    await popup.waitForStep('companion', 'working')
    await harness.stopWorker()
    stopped.forEach(continueIfRunning)

    expect(await popup.waitForOutcome()).toBe('passed')
    expect(harness.qlik.sessions).toHaveLength(1)
  },
)

/** Starts the browser again with the same profile, and opens the popup. */
async function restartBrowser(harness: E2EHarness): Promise<PopupPage> {
  const { profile, home, qlik, extensionId } = harness
  const browser = await openBrowser({
    ...{ profile, env: { HUBPASS_HOME: home }, hosts: [hubHost, otherHubHost] },
    ...{ spki: qlik.certificates.spki, extension: extensionFolder, extensions: [] },
  })
  harness.use({ [Symbol.asyncDispose]: () => browser.close() })
  // A killed browser may not have saved it.
  await grantHostPermission(browser, extensionId, toOriginPattern(qlik.hub))
  return PopupPage.open(await browser.newPage(), popupUrl(extensionId))
}

/** What remains when the browser is killed in a step. */
const browserCases = [
  { step: 'session', sessions: 0, log: ['session.create CANCELLED', 'session.cleanup done'] },
  { step: 'hub', sessions: 1, log: ['session.create done'] },
  { step: 'identity', sessions: 1, log: ['session.create done'] },
] as const

test.skipIf(process.platform !== 'linux').each(browserCases)(
  'a browser that is killed in step $step leaves no cookie, and no session of which the log does not know',
  async ({ step, sessions, log }) => {
    await using harness = await E2EHarness.open({ browser: 'own' })
    const { hold } = await signInUpTo(step, harness)
    await killBrowser(harness.profile)
    await pollUntil('the companion has ended', () => harness.companionProcesses().length === 0)
    hold.release()
    expect(harness.qlik.sessions).toHaveLength(sessions)
    const entries = (await readAudit(harness)).map(({ action, outcome }) => `${action} ${outcome}`)
    expect(entries.sort()).toEqual([...log].sort())

    const popup = await restartBrowser(harness)
    expect(await popup.page.context().cookies(harness.qlik.hub)).toEqual([])
    await popup.fill(user)
    await popup.signIn()
    expect(await popup.waitForOutcome()).toBe('passed')
  },
)
