import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CauseId, causeIds } from '#shared/runs/cause'
import { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { runWithWrongCookieName } from '../support/run-with-wrong-cookie-name.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'
import { closedQrs } from './causes/arrange.ts'
import { cases } from './causes/cases.ts'
import type { CauseCase } from './causes/cause-case.ts'

const results = fileURLToPath(new URL('../../test-results/', import.meta.url))
const listFile = join(results, 'why.md')

/** Writes a list of all causes, how each was produced and what the popup showed. */
beforeAll(async () => {
  await mkdir(results, { recursive: true })
  await writeFile(listFile, '| cause | produced by | shown |\n|---|---|---|\n')
})

const shownCauses: string[] = []
afterAll(() => appendFile(listFile, shownCauses.toSorted().join('')))

test.each(cases.map(it => [it.title, it] as const))('popup shows the causes of: %s', async (_, it) => {
  await using harness = await E2EHarness.open(it.options)
  await it.arrange?.(harness)
  const popup = await harness.openPopup(it.preparePage)
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', ...it.fields })
  await runFailing(popup, harness, it)

  const causes = await popup.causes()
  expect(causes.map(({ cause }) => cause)).toEqual(Object.keys(it.evidence))
  for (const { cause, evidence, remedy } of causes) {
    expect(evidence).toContain(it.evidence[cause as CauseId])
    expect(remedy).not.toBe('')
    shownCauses.push(`| \`${cause}\` | ${it.title} | ${evidence} *${remedy}* |\n`)
  }
  const finding = await popup.finding()
  expect(finding.message).toContain(it.finding ?? '')
  if (it.finding !== undefined)
    shownCauses.push(`| (the finding says it) | ${it.title} | ${finding.message} *${finding.remedy}* |\n`)
  expect(causes.map(({ button }) => button).find(Boolean)).toBe(it.button)
  expect(harness.qlik.sessions.filter(({ userId }) => userId === 'User1').length).toBe(
    it.expectedSessions ?? 0,
  )
  if (it.button !== undefined && it.fixes !== false) await applyFix(popup, harness, it)
})

/** Runs until the popup shows the causes. */
async function runFailing(
  popup: PopupPage,
  harness: E2EHarness,
  { duringRun, evidence }: CauseCase,
): Promise<void> {
  const hold = duringRun && harness.qlik.hold({ endpoint: 'proxy', path: duringRun.path, times: 1 })
  await popup.signIn()
  if (hold !== undefined) {
    await hold.reached
    await duringRun?.act(harness, popup)
    hold.release()
  }
  expect(await popup.waitForOutcome()).toBe('failed')
  if (Object.keys(evidence).length > 0) await waitForSelector(popup.page, '[data-cause]')
}

/** Presses the button and expects a new run with its own session to pass. */
async function applyFix(popup: PopupPage, harness: E2EHarness, { button = '' }: CauseCase): Promise<void> {
  await popup.page.bringToFront()
  await popup.button(button).click()
  await waitForSelector(popup.page, '[data-outcome=passed]')
  expect(harness.qlik.sessions.filter(({ userId }) => userId === 'User1')).toHaveLength(1)
  expect(await popup.causes()).toEqual([])
}

test('cause cases cover every cause', () => {
  expect(new Set(cases.flatMap(({ evidence }) => Object.keys(evidence)))).toEqual(new Set(causeIds))
})

test("fix for too many sessions ends only the user's sessions created by Hubpass", async () => {
  const unknowns = { sixthSession: 'hubPage' } as const
  await using harness = await E2EHarness.open({ qlik: { unknowns } })
  const byHand = harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1' })
  harness.qlik.site.sessions.markUsed(byHand)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await popup.fill({ userId: 'User1' })
  await popup.page.bringToFront()
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  for (const outcome of ['passed', 'passed', 'passed', 'failed']) {
    await popup.page.bringToFront()
    await signInAgain(popup)
    expect(await popup.waitForOutcome()).toBe(outcome)
  }
  await waitForSelector(popup.page, '[data-cause]')
  expect(await popup.causes()).toMatchObject([{ cause: 'tooManySessions', button: endFourButton }])
  await popup.page.bringToFront()
  await popup.button(endFourButton).press('Enter')
  await popup.button('Cancel').press('Enter')
  expect(harness.qlik.sessions).toHaveLength(6)
  await popup.button(endFourButton).press('Enter')
  await popup.button('End and sign in').press('Enter')
  await waitForSelector(popup.page, '[data-outcome=passed]')

  const left = harness.qlik.sessions.map(({ userId, sessionId }) => [userId, sessionId === byHand.sessionId])
  expect(left.toSorted()).toEqual([
    ['User1', false],
    ['User1', true],
    ['User2', false],
  ])
  expect(await popup.page.evaluate(() => document.activeElement?.textContent)).toBe('Sign in')
})

/** Signs in the user of the tab once more. */
async function signInAgain(popup: PopupPage): Promise<void> {
  await popup.signIn()
  await popup.button('Sign in again').click()
}

const endFourButton = 'End 4 Hubpass sessions and sign in'

test('fix for too many sessions completes although the popup closes', async () => {
  const unknowns = { sixthSession: 'hubPage' } as const
  await using harness = await E2EHarness.open({ qlik: { unknowns } })
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const [ours] = harness.qlik.sessions
  for (let count = 1; count < 5; count += 1)
    harness.qlik.site.sessions.markUsed(harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1' }))
  await signInAgain(popup)
  expect(await popup.waitForOutcome()).toBe('failed')
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'DELETE', times: 1 })
  await popup.button('End 1 Hubpass session and sign in').click()
  await popup.button('End and sign in').click()
  await hold.reached
  await popup.page.close()
  hold.release()

  const next = await harness.openPopup()
  await waitForSelector(next.page, '[data-outcome=passed]')
  expect(harness.qlik.sessions).toHaveLength(5)
  expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).not.toContain(ours?.sessionId)
})

test('popup reports that nothing was started when the run is missing from storage, and signs in afterwards', async () => {
  await using harness = await E2EHarness.open(closedQrs)
  const popup = await harness.openPopup()
  await runWithWrongCookieName(popup)
  await popup.page.evaluate(() => chrome.storage.session.remove('run'))
  await popup.page.locator('[data-cause] button').click()
  await waitForSelector(popup.page, '[data-code=RUN_NOT_BEGUN]')
  expect(await popup.causes()).toEqual([])
  await popup.button('Sign in').click()
  await waitForSelector(popup.page, '[data-outcome=passed]')
})

test('form takes the corrected cookie name after a fix', async () => {
  await using harness = await E2EHarness.open(closedQrs)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', cookieName: 'X-Qlik-Session-HTTP' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.button('Sign in again with X-Qlik-Session').click()
  await waitForSelector(popup.page, '[data-outcome=passed]')
  expect(await popup.field('Cookie name').inputValue()).toBe('X-Qlik-Session')
})
