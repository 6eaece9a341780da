import { failure } from '#protocol/errors'
import { hubUrl } from '#protocol/site'
import type { BrowserWindow } from '../browser/windows.ts'
import type { RunRecord } from './run-state.ts'
import { requireSite, type StepContext } from './steps/step.ts'

/** Returns the window whose cookies and tabs the run uses. */
export const getRunWindowId = ({ request, windowId }: RunRecord): number => windowId ?? request.windowId

/**
 * Returns the store of the run's container, or of the tab in front. Throws TAB_CLOSED if the window
 * has been closed.
 */
export async function requireCookieStoreId({ record, browser }: StepContext): Promise<string> {
  const { container } = record().run
  const storeId = container?.storeId ?? (await browser.cookies.getStoreIdOfWindow(getRunWindowId(record())))
  if (storeId !== undefined) return storeId
  throw failure('TAB_CLOSED', { hub: hubUrl(requireSite(record()).hub, record().request.prefix) })
}

/**
 * Throws PRIVATE_WINDOWS_FORBIDDEN if the run needs a private window and the extension is not
 * allowed there.
 */
export async function assertWindowAvailable({ record, browser }: StepContext): Promise<void> {
  if (record().request.inPrivateWindow === true && !(await browser.windows.isPrivateAllowed()))
    throw failure('PRIVATE_WINDOWS_FORBIDDEN', {})
}

/**
 * Finds or opens the private window, if the run needs one. Cookies of private windows exist only
 * while one is open.
 */
export async function ensureWindow({ record, updateRecord, browser, signal }: StepContext): Promise<void> {
  const { request, windowId, journal } = record()
  if (request.inPrivateWindow !== true || windowId !== undefined) return
  const existing = (await browser.windows.list()).find(({ isPrivate }) => isPrivate)
  const window: BrowserWindow = existing ?? (await browser.windows.openPrivate(blankPageUrl))
  const { id, blankTab } = window
  await updateRecord({ windowId: id, tabId: blankTab, journal: { ...journal, tabOpened: blankTab } })
  if (blankTab !== undefined) await browser.tabs.waitUntilLoaded(blankTab, blankPageUrl, signal)
}

/** Loads at once and sends no request. */
const blankPageUrl = 'about:blank'
