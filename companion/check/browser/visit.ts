import * as v from 'valibot'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName, type UserName } from '#protocol/identity'
import { planSessionCookie, type SessionCookie } from '#protocol/session-cookie'
import { currentUserUrl, hubUrl } from '#protocol/site'
import { toDevtoolsCookie } from '../../browser/devtools-cookie.ts'
import type { DevtoolsPipe } from '../../browser/devtools-pipe.ts'
import { hideSecret } from '../../qlik/http/hide-secret.ts'
import type { Case } from '../cases/case.ts'
import type { CreatedSession, SessionContext } from '../site/session.ts'
import type { BrowserOutcome } from './case-browser.ts'
import { checkedTabId, createCheckPort } from './check-port.ts'
import { listCookies } from './cookies.ts'
import { DevtoolsTab } from './devtools-tab.ts'
import { readUser } from './read-user.ts'

/**
 * Does what the steps *cookie*, *hub* and *identity* of the extension do, in a tab of its own. No text of the
 * outcome has the session id. Throws only after an abort.
 */
export async function visitHub(
  devtools: DevtoolsPipe,
  of: Case,
  { session: { sessionId }, virtualProxy: { settings } }: CreatedSession,
  { site, signal }: SessionContext,
): Promise<BrowserOutcome> {
  const { prefix } = of
  const hide = (text: string) => hideSecret(text, sessionId)
  try {
    await using tab = await DevtoolsTab.open({ devtools, signal })
    const { cookie } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    await setCookie(tab, cookie)
    await showHub(tab, hubUrl(site.hub, prefix), cookie.name)
    const user = await requireUser(tab, currentUserUrl(site.hub, prefix), cookie.name)
    const outcome = { user: formatUserName(user) }
    if (of.checks === undefined) return outcome
    const { checkInBrowser } = await import('../../xray/index.ts')
    const checked = {
      tab: { tabId: checkedTabId, windowId: 0, site, prefix, user },
      session: { cookie, storeId: String(checkedTabId) },
      browser: createCheckPort(tab),
      virtualProxies: { find: () => settings },
    }
    return { ...outcome, checks: await checkInBrowser(checked, signal, hide) }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof HubpassError) || error.code === 'BROWSER_NOT_OPENED') throw error
    const { message, remedy, ...finding } = toFinding(error)
    return { finding: { ...finding, message: hide(message), remedy: hide(remedy), details: {} } }
  }
}

/** Throws COOKIE_REJECTED. */
async function setCookie(tab: DevtoolsTab, cookie: SessionCookie): Promise<void> {
  const { name, value } = cookie
  const problem = await tab.setCookie(toDevtoolsCookie(cookie)).then(
    () => undefined,
    error => toFinding(error).details.reason,
  )
  const cookies = await listCookies(tab, [cookie.url])
  if (cookies.some(each => each.name === name && each.value === value)) return
  throw failure('COOKIE_REJECTED', {
    cookie: name,
    reason: typeof problem === 'string' ? problem : message('reason.cookieNotStored'),
  })
}

const PageSchema = v.object({
  url: v.string(),
  title: v.string(),
  status: v.number(),
  refusal: v.optional(v.string()),
})

/** The wording of a refusal is in docs/facts/qlik-sense.md §4.5 and §4.6. */
const describePage = `(() => {
  const [navigation] = performance.getEntriesByType('navigation')
  const [refusal] = /You cannot access Qlik Sense because[^.<]{1,100}\\./i.exec(document.body?.innerText ?? '') ?? []
  return {
    url: location.origin + location.pathname,
    title: document.title.slice(0, 300),
    status: navigation?.responseStatus ?? 0,
    ...(refusal === undefined ? {} : { refusal }),
  }
})()`

/** Throws HUB_UNREACHABLE, HUB_ERROR_PAGE and NOT_SIGNED_IN. */
async function showHub(tab: DevtoolsTab, hub: string, cookie: string): Promise<void> {
  const problem = await tab.show(hub)
  if (problem !== undefined) throw failure('HUB_UNREACHABLE', { hub, reason: problem })
  const { url, title, status, refusal } = await tab.evaluate(PageSchema, describePage)
  if (status >= 400 || refusal !== undefined)
    throw failure('HUB_ERROR_PAGE', { hub, status, title: refusal ?? title })
  if (!url.startsWith(hub)) throw failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: url })
}

/** Throws UNEXPECTED_RESPONSE and NOT_SIGNED_IN. */
async function requireUser(tab: DevtoolsTab, address: string, cookie: string): Promise<UserName> {
  const answer = await readUser(tab, address)
  if (answer.status === 'user') return answer.user
  if (answer.status === 'unreachable')
    throw failure('UNEXPECTED_RESPONSE', {
      ...{ address, status: answer.httpStatus, service: 'hub' },
      problem: message('reason.noUserName'),
    })
  throw failure('NOT_SIGNED_IN', { hub: address, cookie, sawInstead: message('reason.nobodySignedIn') })
}
