import { hubAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import type { BrowserWindow } from './browser/windows.ts'
import type { RunRecord } from './run-record.ts'
import { type StepContext, siteOf } from './run-step.ts'

/** The window whose cookies and tabs the run works with. */
export const windowOf = ({ request, windowId }: RunRecord): number => windowId ?? request.windowId

/** The store of its cookies. Throws TAB_CLOSED when the window has been closed. */
export async function storeOfRun({ record, browser }: StepContext): Promise<string> {
  const storeId = await browser.cookies.storeOf(windowOf(record()))
  if (storeId !== undefined) return storeId
  throw failure('TAB_CLOSED', { hub: hubAddress(siteOf(record()).hub, record().request.prefix) })
}

/** Throws PRIVATE_WINDOWS_FORBIDDEN for a run beside others that has no window to go to. */
export async function expectWindow({ record, browser }: StepContext): Promise<void> {
  if (record().request.beside === true && !(await browser.windows.mayUsePrivate()))
    throw failure('PRIVATE_WINDOWS_FORBIDDEN', {})
}

/** Finds or opens the private window of a run beside others. Cookies of private windows exist only while one is open. */
export async function settleWindow({ record, remember, browser, signal }: StepContext): Promise<void> {
  const { request, windowId, journal } = record()
  if (request.beside !== true || windowId !== undefined) return
  const there = (await browser.windows.all()).find(({ isPrivate }) => isPrivate)
  const window: BrowserWindow = there ?? (await browser.windows.openPrivate(blankPage))
  const { id, blankTab } = window
  await remember({ windowId: id, tabId: blankTab, journal: { ...journal, tabOpened: blankTab } })
  if (blankTab !== undefined) await browser.tabs.settled(blankTab, blankPage, signal)
}

/** A page that loads at once and asks nobody. */
const blankPage = 'about:blank'
