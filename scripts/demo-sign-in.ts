import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stepNames } from '#shared/runs/run'
import type { E2EHarness } from '../test/support/e2e-harness.ts'
import type { PopupPage } from '../test/support/page-objects/popup-page.ts'
import type { DemoOptions } from './demo-options.mjs'
import { fromRoot } from './setup/root.mjs'

const screenshotFolder = 'test-results/demo'

/** Signs in and prints the result of each step. */
export async function signInAndReport(
  harness: E2EHarness,
  options: DemoOptions,
): Promise<'passed' | 'failed'> {
  const { prefix, directory, userId } = options
  console.log(`\nThe Qlik Sense double runs at ${harness.qlik.hub}`)
  console.log(`Signing ${directory}\\${userId} in on ${prefix || 'the default virtual proxy'}\n`)
  const popup = await harness.openPopup()
  await popup.fill(options)
  await popup.signIn()
  await printSteps(popup)
  const hasPassed = (await popup.waitForOutcome()) === 'passed'
  if (!hasPassed) await printFinding(popup)
  if (options.headless) await takeScreenshots(harness, popup, hasPassed ? prefix : undefined)
  return hasPassed ? 'passed' : 'failed'
}

async function printSteps(popup: PopupPage): Promise<void> {
  for (const name of stepNames) {
    const { state, time } = await popup.waitForVerdict(name)
    console.log(`  ${name.padEnd(10)} ${state.padEnd(11)} ${time}`)
  }
}

async function printFinding(popup: PopupPage): Promise<void> {
  const finding = await popup.finding()
  if (finding === undefined) return
  const causes = await popup.causes()
  const lines =
    causes.length === 0 ? [finding.remedy] : causes.flatMap(({ evidence, remedy }) => [evidence, remedy])
  console.log([`\n${finding.code}: ${finding.message}`, ...lines].join('\n'))
}

/** Takes screenshots of the popup, and of the hub if it is open. */
async function takeScreenshots(
  harness: E2EHarness,
  popup: PopupPage,
  prefix: string | undefined,
): Promise<void> {
  // Screenshots of an earlier run must not be mistaken for this one's.
  rmSync(fromRoot(screenshotFolder), { recursive: true, force: true })
  mkdirSync(fromRoot(screenshotFolder), { recursive: true })
  const pages = {
    'popup.png': popup.page,
    ...(prefix === undefined ? {} : { 'hub.png': await harness.hubPage(prefix) }),
  }
  console.log()
  for (const [name, page] of Object.entries(pages)) {
    await page.bringToFront()
    await page
      .locator('main, body')
      .last()
      .screenshot({ path: fromRoot(screenshotFolder, name), animations: 'disabled' })
    console.log(`  ${join(screenshotFolder, name)}`)
  }
}
