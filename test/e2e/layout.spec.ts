import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { OptionsPage } from '../support/page-objects/options-page.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

/**
 * Records the vertical layout shifts that the browser reports from first paint on. Passed steps get
 * a background that is wider than their text, and the header changes words in place.
 */
async function watchLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.jumps = []
    new PerformanceObserver(shifts => {
      for (const shift of shifts.getEntries() as LayoutShift[]) {
        // The form folds in response to a click.
        if (shift.hadRecentInput) continue
        for (const { node, previousRect, currentRect } of shift.sources) {
          const element = node instanceof Element ? node : node?.parentElement
          if (previousRect.y === currentRect.y || element?.closest('header')) continue
          window.jumps.push(`${previousRect.y} to ${currentRect.y}: ${element?.outerHTML}`)
        }
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

interface LayoutShift extends PerformanceEntry {
  hadRecentInput: boolean
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
}

const readLayoutShifts = (page: Page) => page.evaluate(() => window.jumps)

test('popup opens and signs in without a layout shift', async () => {
  await using harness = await E2EHarness.open()
  const first = await harness.openPopup()
  const bar = new PersonaBar(first)
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.avatar('Anna').click()
  expect(await first.waitForOutcome()).toBe('passed')
  await first.page.close()

  const popup = await harness.openPopup(watchLayoutShifts)
  await waitForSelector(popup.page, 'header[data-who=user]')
  await waitForSelector(popup.page, '[data-outcome=passed]')
  expect(await readLayoutShifts(popup.page)).toEqual([])
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/hub' })
  await new PersonaBar(popup).avatar('Ben').click()
  await hold.reached
  await popup.page.bringToFront()
  hold.release()
  await popup.waitForStep('identity', 'passed')
  await popup.page.bringToFront()
  expect(await readLayoutShifts(popup.page)).toEqual([])
})

const sections = ['runs', 'personas', 'sites', 'settings', 'data', 'about'] as const

test('the manage page opens every section without a layout shift', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await new PersonaBar(popup).save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await new PersonaBar(popup).avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  const page = await harness.browser.newPage()
  await watchLayoutShifts(page)
  for (const section of sections) {
    await OptionsPage.open(page, harness.extensionId, `#${section}`)
    await page.reload()
    await page.locator(arrivesLast[section]).first().waitFor()
    expect(await readLayoutShifts(page), section).toEqual([])
  }
})

/** What each section shows once the worker and the companion have answered. */
const arrivesLast: Record<(typeof sections)[number], string> = {
  runs: '[data-run]',
  personas: '.personas li',
  sites: '.sites li',
  settings: '#settings',
  data: '.empty',
  about: 'dl',
}

test('Getting started opens without a layout shift', async () => {
  await using harness = await E2EHarness.open({ welcome: 'open' })
  const page = await harness.welcomePage()
  await watchLayoutShifts(page)
  await page.reload()
  await waitForSelector(page, '[data-stage=ready][data-turn=now] .sites')
  expect(await readLayoutShifts(page)).toEqual([])
})

declare global {
  interface Window {
    jumps: string[]
  }
}
