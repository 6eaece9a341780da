import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { pollUntil } from './poll-until.ts'

/** Gives the window's page that room on the screen, in pixels that no zoom has enlarged. */
export async function resizeTo(page: Page, width: number, height: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const { windowId } = await devtools.send('Browser.getWindowForTarget')
  const [frameWidth, frameHeight] = await page.evaluate(() => [
    outerWidth - innerWidth * devicePixelRatio,
    outerHeight - innerHeight * devicePixelRatio,
  ])
  const bounds = { width: width + (frameWidth ?? 0), height: height + (frameHeight ?? 0) }
  await devtools.send('Browser.setWindowBounds', { windowId, bounds })
  await pollUntil(`the page is ${width} pixels wide`, () =>
    page.evaluate(width => innerWidth * devicePixelRatio === width, width),
  )
  await devtools.detach()
}

/** Zooms as the browser's own menu does: all tabs of the extension, but no popup of the toolbar. */
export async function zoomTo(page: Page, factor: number): Promise<void> {
  await page.evaluate(async factor => {
    const tab = await chrome.tabs.getCurrent()
    await chrome.tabs.setZoom(tab?.id ?? -1, factor)
  }, factor)
  await pollUntil(`the page is zoomed to ${factor}`, () =>
    page.evaluate(factor => devicePixelRatio === factor, factor),
  )
}

/** Zooms whatever the browser shows, popups too, as "Page zoom" of its settings does. Leaves the page there. */
export async function zoomEverythingTo(page: Page, factor: number): Promise<void> {
  await page.goto('chrome://settings/appearance', { waitUntil: 'commit' })
  await page.evaluate(factor => chrome.settingsPrivate.setDefaultZoom(factor), factor)
}

/**
 * Expects that the page scrolls one way only (WCAG 1.4.10), and that the keyboard gets to every control, which is then in full
 * view and covered by nothing (2.4.11).
 */
export async function expectControlsReachable(page: Page): Promise<void> {
  expect(await overflowWidth(page)).toBe(0)
  const problems = new Map<string, string>()
  // From wherever the keyboard is, once around; between the last control and the first one it is in none.
  for (let unfocusedCount = 0; unfocusedCount < 2; ) {
    await page.keyboard.press('Tab')
    const { name, trouble: problem } = await page.evaluate(inspectFocusedControl)
    if (problems.has(name)) break
    if (name === '') unfocusedCount += 1
    else problems.set(name, problem)
  }
  expect([...problems].filter(([, problem]) => problem !== '')).toEqual([])
  expect(problems.size).toBeGreaterThan(0)
  expect(await overflowWidth(page)).toBe(0)
}

const overflowWidth = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** The control that the keyboard is in, by its place among all, and what keeps people from seeing it. */
function inspectFocusedControl(): { name: string; trouble: string } {
  const control = document.activeElement
  if (control === null || control === document.body) return { name: '', trouble: '' }
  const index = Array.from(document.querySelectorAll('*')).indexOf(control)
  const caption = control.getAttribute('aria-label') ?? control.textContent.slice(0, 40)
  const name = `${control.tagName} ${index} ${caption}`
  const { left, right, top, bottom } = control.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  if (left < 0 || right > clientWidth + 0.5) return { name, trouble: `lies from ${left} to ${right}` }
  if (bottom - top < clientHeight && (top < -2 || bottom > clientHeight + 2))
    return { name, trouble: `lies from ${top} down to ${bottom} of ${clientHeight}` }
  const topElement = document.elementFromPoint(
    (left + right) / 2,
    (Math.max(top, 0) + Math.min(bottom, clientHeight)) / 2,
  )
  const label = control.closest('label')
  const isFree =
    topElement !== null &&
    (control.contains(topElement) || topElement.contains(control) || label?.contains(topElement))
  return { name, trouble: isFree ? '' : `is covered by ${topElement?.outerHTML.slice(0, 200)}` }
}

declare global {
  namespace chrome {
    /** What the browser's own settings page talks to. */
    namespace settingsPrivate {
      function setDefaultZoom(factor: number): Promise<boolean>
    }
  }
}
