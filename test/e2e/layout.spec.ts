import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { untilThere } from './fixtures/in-page.ts'
import { PersonaBar } from './fixtures/persona-bar.ts'
import { World } from './fixtures/world.ts'

/**
 * What the browser itself calls a jump, from the first paint on, as far as it goes up or down: what has passed gets a coloured ground
 * to both sides of its words. In the header words change in their place.
 */
async function watchJumps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.jumps = []
    new PerformanceObserver(shifts => {
      for (const shift of shifts.getEntries() as LayoutShift[]) {
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
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
}

const jumpsOn = (page: Page) => page.evaluate(() => window.jumps)

test('opens on personas, the truth and the last run without a jump, and signs in without one', async () => {
  await using world = await World.open()
  const first = await world.openPopup()
  const bar = new PersonaBar(first)
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.disc('Anna').click()
  expect(await first.waitForOutcome()).toBe('passed')
  await first.page.close()

  const popup = await world.openPopup(watchJumps)
  await untilThere(popup.page, 'header[data-who=user]')
  await untilThere(popup.page, '[data-outcome=passed]')
  expect(await jumpsOn(popup.page)).toEqual([])
  const hold = world.qlik.hold({ door: 'proxy', path: '/hub' })
  await new PersonaBar(popup).disc('Ben').click()
  await hold.reached
  await popup.page.bringToFront()
  hold.release()
  await popup.waitForStep('identity', 'passed')
  await popup.page.bringToFront()
  expect(await jumpsOn(popup.page)).toEqual([])
})

declare global {
  interface Window {
    jumps: string[]
  }
}
