import { hubAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import { shownAt } from '#shared/shown-at'
import { abortable } from '../abortable.ts'
import type { BrowserPorts } from '../browser/index.ts'
import type { Page } from '../browser/page-in-tab.ts'
import type { Tab } from '../browser/tabs.ts'
import { type RunStep, type StepContext, siteOf } from '../run-step.ts'
import { windowOf } from '../run-window.ts'
import { plannedCookie } from './cookie.ts'
import { keptPage } from './kept-page.ts'

/**
 * Passes when the tab shows the hub and not a login page or an error page. The page that the tester was on is kept, on the
 * virtual proxy of the run; where the new user cannot have it, the hub is shown.
 */
export const hubStep: RunStep = async context => {
  const { record } = context
  const { prefix } = record().request
  const { hub } = siteOf(record())
  const address = hubAddress(hub, prefix)
  const tab = await tabToUse(context)
  const kept = keptPage(tab?.url, hub, prefix) ?? address
  const before = await showPage(kept, tab, context)
  if (kept !== address && isKept(before.page, hub, prefix)) return noteOf(before.page)
  const { shown, page } = kept === address ? before : await showPage(address, before.shown, context)
  const { cookie } = plannedCookie(record())
  if (page === undefined) throw notLookedInto(address, shown, cookie.name)
  expectHub(address, page, cookie.name)
  return noteOf(page)
}

/** The tab in front, when it shows a page of the site; else one that shows the virtual proxy; else one made for the run. */
async function tabToUse({ record, remember, browser: { tabs } }: StepContext): Promise<Tab | undefined> {
  const { hub } = siteOf(record())
  const { prefix } = record().request
  const front = await tabs.inFront(windowOf(record()))
  if (keptPage(front?.url, hub, prefix) !== undefined) return front
  const all = await tabs.inWindow(windowOf(record()))
  const tab = hubTab(all, hub, prefix) ?? all.find(({ id }) => id === record().tabId)
  if (front?.id !== tab?.id) void remember({ besideTabId: front?.id })
  return tab
}

async function showPage(address: string, tab: Tab | undefined, context: StepContext) {
  const { record, remember, browser, signal } = context
  const shown = await browser.tabs.show(address, { windowId: windowOf(record()), tab }, signal)
  void remember({ tabId: shown.id })
  return { shown, page: await lookAt(shown, address, browser, signal) }
}

/** An app may go on to its first sheet, but not to a login or to another virtual proxy. */
function isKept(page: Page | undefined, hub: string, prefix: string): page is Page {
  const shown = shownAt(page?.url, hub)
  const isFine = page !== undefined && page.status < 400 && page.refusal === undefined
  return isFine && shown?.kind === 'page' && shown.prefix === prefix
}

const noteOf = ({ title }: Page): string | undefined => (title === '' ? undefined : title)

/** Twice when need be: a page that goes on to another one as soon as it has loaded cannot be looked into at that moment. */
async function lookAt({ id }: Tab, address: string, { tabs, pageInTab }: BrowserPorts, signal: AbortSignal) {
  const look = () => abortable(pageInTab.look(id), signal)
  const page = await look()
  if (page !== undefined) return page
  await tabs.settled(id, address, signal)
  return look()
}

/**
 * The tab to use: one that shows this virtual proxy, the one in front first; undefined when there is none. A service is left alone:
 * who has the QMC open has work there.
 */
export function hubTab(tabs: Tab[], hub: string, prefix: string): Tab | undefined {
  const showing = tabs.filter(({ url }) => {
    const shown = shownAt(url, hub)
    return shown?.prefix === prefix && shown.kind !== 'service'
  })
  return showing.find(({ active }) => active) ?? showing[0]
}

/**
 * Throws HUB_ERROR_PAGE, also for a page that keeps a signed-in user out, or NOT_SIGNED_IN when the proxy has led away from the
 * hub. Its login page for Windows answers 401 (qlik-sense-facts §3.2).
 */
export function expectHub(address: string, page: Page, cookie: string): void {
  const isThere = originAndPathOf(page.url).startsWith(originAndPathOf(address))
  if (page.status >= 400 && (isThere || page.status !== 401))
    throw failure('HUB_ERROR_PAGE', { hub: address, status: page.status, title: page.title })
  if (!isThere) throw notSignedIn(address, page.url, cookie)
  if (page.refusal !== undefined)
    throw failure('HUB_ERROR_PAGE', { hub: address, status: page.status, title: page.refusal })
}

/** Without the query: it may carry a ticket. */
const notSignedIn = (hub: string, url: string, cookie: string) =>
  failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: originAndPathOf(url) })

/** A page that nobody may look into is the browser's own error page, or one of a host that we have no permission for. */
function notLookedInto(hub: string, { url }: Tab, cookie: string) {
  if (url === undefined)
    return failure('NOT_SIGNED_IN', {
      hub,
      cookie,
      sawInstead: 'a page of another host, probably its login',
    })
  // A browser that cannot answer the login for Windows shows an error in its place.
  if (/\/internal_windows_authentication\b/i.test(url)) return notSignedIn(hub, url, cookie)
  return failure('HUB_UNREACHABLE', { hub, reason: 'the browser shows an error page of its own' })
}

const pathOf = (url: string): string => new URL(url).pathname

const originAndPathOf = (url: string): string => new URL(url).origin + pathOf(url)
