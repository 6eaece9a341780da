import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stepNames } from '#shared/run'
import type { PopupPage } from '../e2e/fixtures/popup-page.ts'
import type { World } from '../e2e/fixtures/world.ts'
import type { DemoWishes } from './demo-wishes.mjs'
import { fromRoot } from './setup/root.mjs'

const pictures = 'test-results/demo'

/** Types, clicks, and tells each step's verdict as it comes. */
export async function signInAndTell(world: World, wishes: DemoWishes): Promise<'passed' | 'failed'> {
  const { prefix, directory, userId } = wishes
  console.log(`\nThe Qlik Sense double answers at ${world.qlik.hub}`)
  console.log(`Signing ${directory}\\${userId} in on ${prefix || 'the default virtual proxy'}\n`)
  const popup = await world.openPopup()
  await popup.fill(wishes)
  await popup.signIn()
  await tellSteps(popup)
  const hasPassed = (await popup.waitForOutcome()) === 'passed'
  if (!hasPassed) await tellFinding(popup)
  if (wishes.headless) await takePictures(world, popup, hasPassed ? prefix : undefined)
  return hasPassed ? 'passed' : 'failed'
}

async function tellSteps(popup: PopupPage): Promise<void> {
  for (const name of stepNames) {
    const { state, time } = await popup.waitForVerdict(name)
    console.log(`  ${name.padEnd(10)} ${state.padEnd(11)} ${time}`)
  }
}

async function tellFinding(popup: PopupPage): Promise<void> {
  const finding = await popup.finding()
  if (finding === undefined) return
  const causes = await popup.causes()
  const why = causes.length === 0 ? [finding.remedy] : causes.flatMap(({ says, remedy }) => [says, remedy])
  console.log([`\n${finding.code}: ${finding.message}`, ...why].join('\n'))
}

/** Of the popup, and of the hub when there is one to see. */
async function takePictures(world: World, popup: PopupPage, prefix: string | undefined): Promise<void> {
  // Of an earlier run nothing may stay that could be taken for this one's.
  rmSync(fromRoot(pictures), { recursive: true, force: true })
  mkdirSync(fromRoot(pictures), { recursive: true })
  const pages = {
    'popup.png': popup.page,
    ...(prefix === undefined ? {} : { 'hub.png': await world.hubPage(prefix) }),
  }
  console.log()
  for (const [name, page] of Object.entries(pages)) {
    await page.bringToFront()
    await page
      .locator('main, body')
      .last()
      .screenshot({ path: fromRoot(pictures, name), animations: 'disabled' })
    console.log(`  ${join(pictures, name)}`)
  }
}
