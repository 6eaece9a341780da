import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { pollUntil } from './poll-until.ts'

/** Resizes the page of the window in pixels without zoom. */
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

/** Zooms all tabs of the extension, as the browser's menu does. Toolbar popups are not affected. */
export async function zoomTo(page: Page, factor: number): Promise<void> {
  await page.evaluate(async factor => {
    const tab = await chrome.tabs.getCurrent()
    await chrome.tabs.setZoom(tab?.id ?? -1, factor)
  }, factor)
  await pollUntil(`the page is zoomed to ${factor}`, () =>
    page.evaluate(factor => devicePixelRatio === factor, factor),
  )
}

/**
 * Zooms everything, including toolbar popups, through "Page zoom" in the settings. Leaves the page
 * there.
 */
export async function zoomEverythingTo(page: Page, factor: number): Promise<void> {
  await page.goto('chrome://settings/appearance', { waitUntil: 'commit' })
  await page.evaluate(factor => chrome.settingsPrivate.setDefaultZoom(factor), factor)
}

/**
 * Expects that the page scrolls in one direction only (WCAG 1.4.10). Also expects that the keyboard
 * reaches every control, and that the focused control is in full view (2.4.11).
 */
export async function expectControlsReachable(page: Page): Promise<void> {
  expect(await overflowWidth(page)).toBe(0)
  const problems = new Map<string, string>()
  // Starts at the current focus and goes around once. Between the last and the first control
  // nothing is focused.
  for (let unfocusedCount = 0; unfocusedCount < 2; ) {
    await page.keyboard.press('Tab')
    const { name, problem } = await page.evaluate(inspectFocusedControl)
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

/** Returns the index of the focused control and why it is not visible. */
function inspectFocusedControl(): { name: string; problem: string } {
  const control = document.activeElement
  if (control === null || control === document.body) return { name: '', problem: '' }
  const index = Array.from(document.querySelectorAll('*')).indexOf(control)
  const caption = control.getAttribute('aria-label') ?? control.textContent.slice(0, 40)
  const name = `${control.tagName} ${index} ${caption}`
  const { left, right, top, bottom } = control.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  if (left < 0 || right > clientWidth + 0.5) return { name, problem: `spans ${left} to ${right}` }
  if (bottom - top < clientHeight && (top < -2 || bottom > clientHeight + 2))
    return { name, problem: `spans ${top} down to ${bottom} of ${clientHeight}` }
  const topElement = document.elementFromPoint(
    (left + right) / 2,
    (Math.max(top, 0) + Math.min(bottom, clientHeight)) / 2,
  )
  const label = control.closest('label')
  const isFree =
    topElement !== null &&
    (control.contains(topElement) || topElement.contains(control) || label?.contains(topElement))
  return { name, problem: isFree ? '' : `is covered by ${topElement?.outerHTML.slice(0, 200)}` }
}

declare global {
  namespace chrome {
    /** The API of the browser's settings page. */
    namespace settingsPrivate {
      function setDefaultZoom(factor: number): Promise<boolean>
    }
  }
}
