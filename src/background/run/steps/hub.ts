import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { hubUrl } from '#protocol/site'
import { cutText } from '#shared/cut-text'
import { parseHubUrl } from '#shared/hub-location'
import { abortable } from '../../async/abortable.ts'
import type { BrowserPorts } from '../../browser/index.ts'
import type { DocumentInfo } from '../../browser/tab-scripting.ts'
import type { Tab } from '../../browser/tabs.ts'
import { getRunWindowId } from '../run-window.ts'
import { planCookie } from './cookie.ts'
import { explainErrorPage } from './explain-error-page.ts'
import { toPreservedPageUrl } from './preserved-page.ts'
import { type RunStep, requireSite, type StepContext } from './step.ts'

/**
 * Passes if the tab shows the hub rather than a login or error page. Keeps the page that the tester
 * was on, on the virtual proxy of the run. Shows the hub if the new user cannot open that page.
 */
export const hubStep: RunStep = async context => {
  const { record } = context
  const { prefix } = record().request
  const { hub } = requireSite(record())
  const address = hubUrl(hub, prefix)
  const tab = await chooseTab(context)
  const preservedUrl = toPreservedPageUrl(tab?.url, hub, prefix) ?? address
  const firstResult = await showPage(preservedUrl, tab, context)
  if (preservedUrl !== address && isPreservedPage(firstResult.page, hub, prefix))
    return toTitleNote(firstResult.page)
  const { shown, page } =
    preservedUrl === address ? firstResult : await showPage(address, firstResult.shown, context)
  const { cookie } = planCookie(record())
  if (page === undefined) throw await createUnreadablePageError(address, shown, cookie.name, context)
  assertHubShown(address, page, cookie.name)
  return toTitleNote(page)
}

/**
 * Returns the tab in front if it shows a page of the site. Otherwise returns a tab of the virtual
 * proxy or the tab of the run. Tabs that do not send the cookie of the run do not count.
 */
async function chooseTab({ record, updateRecord, browser: { tabs } }: StepContext): Promise<Tab | undefined> {
  const { hub } = requireSite(record())
  const { storeId, request } = record()
  const { prefix } = request
  const sendsCookie = (tab: Tab): boolean => tab.storeId === undefined || tab.storeId === storeId
  const [front] = [await tabs.findInFront(getRunWindowId(record()))].filter(tab => tab && sendsCookie(tab))
  if (toPreservedPageUrl(front?.url, hub, prefix) !== undefined) return front
  const all = (await tabs.listInWindow(getRunWindowId(record()))).filter(sendsCookie)
  const tab = findHubTab(all, hub, prefix) ?? all.find(({ id }) => id === record().tabId)
  if (front?.id !== tab?.id) void updateRecord({ frameTabId: front?.id })
  return tab
}

async function showPage(address: string, tab: Tab | undefined, context: StepContext) {
  const { record, updateRecord, browser, signal } = context
  const place = { windowId: getRunWindowId(record()), tab, containerStoreId: record().run.container?.storeId }
  const shown = await browser.tabs.show(address, place, signal)
  void updateRecord({ tabId: shown.id })
  return readPage(shown, address, browser, signal)
}

/** Accepts that an app opens its first sheet, but not a login or another virtual proxy. */
function isPreservedPage(page: DocumentInfo | undefined, hub: string, prefix: string): page is DocumentInfo {
  const hubLocation = parseHubUrl(page?.url, hub)
  const isReadable = page !== undefined && page.status < 400 && page.refusal === undefined
  return isReadable && hubLocation?.kind === 'page' && hubLocation.prefix === prefix
}

const toTitleNote = ({ title }: DocumentInfo): string | undefined => (title === '' ? undefined : title)

/**
 * Returns the page with its tab. Reads twice if necessary: a page that redirects as soon as it has
 * loaded cannot be read at that moment, and a new tab of Firefox loads a blank page first.
 */
async function readPage(
  tab: Tab,
  address: string,
  { tabs, tabScripting }: BrowserPorts,
  signal: AbortSignal,
) {
  const readOnce = () => abortable(tabScripting.readDocument(tab.id), signal)
  const page = await readOnce()
  if (page !== undefined) return { shown: tab, page }
  const shown = await tabs.waitUntilLoaded(tab.id, address, signal)
  return { shown, page: await readOnce() }
}

/**
 * Returns a tab that shows the virtual proxy, preferably the active one. Ignores services, because
 * a tester who has the QMC open is working there.
 */
export function findHubTab(tabs: Tab[], hub: string, prefix: string): Tab | undefined {
  const candidates = tabs.filter(({ url }) => {
    const hubLocation = parseHubUrl(url, hub)
    return hubLocation?.prefix === prefix && hubLocation.kind !== 'service'
  })
  return candidates.find(({ active }) => active) ?? candidates[0]
}

/**
 * Throws HUB_ERROR_PAGE for an error page or denied access, or NOT_SIGNED_IN if the proxy has
 * redirected to another page. Its Windows login page answers 401 (docs/facts/qlik-sense.md §3.2).
 */
export function assertHubShown(address: string, page: DocumentInfo, cookie: string): void {
  const isHubUrl = toOriginAndPath(page.url).startsWith(toOriginAndPath(address))
  if (page.status >= 400 && (isHubUrl || page.status !== 401))
    throw failure('HUB_ERROR_PAGE', { hub: address, status: page.status, title: page.title })
  if (!isHubUrl) throw createNotSignedInError(address, page.url, cookie)
  if (page.refusal !== undefined)
    throw failure('HUB_ERROR_PAGE', { hub: address, status: page.status, title: page.refusal })
}

/** Omits the query, because it may contain a ticket. */
const createNotSignedInError = (hub: string, url: string, cookie: string) =>
  failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: toOriginAndPath(url) })

/**
 * Explains an unreadable page: an error page of the browser, or a page of a host without
 * permission.
 */
async function createUnreadablePageError(hub: string, shown: Tab, cookie: string, context: StepContext) {
  const { url } = shown
  if (url === undefined)
    return failure('NOT_SIGNED_IN', {
      hub,
      cookie,
      sawInstead: message('reason.pageOfOtherHost'),
    })
  // A browser that does not support the Windows login shows an error page instead.
  if (/\/internal_windows_authentication\b/i.test(url)) return createNotSignedInError(hub, url, cookie)
  return explainErrorPage(hub, shown, context)
}

const toPath = (url: string): string => new URL(url).pathname

const toOriginAndPath = (url: string): string => cutText(new URL(url).origin + toPath(url))
