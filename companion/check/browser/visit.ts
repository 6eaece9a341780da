import * as v from 'valibot'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { formatUserName } from '#protocol/identity'
import { planSessionCookie, type SessionCookie } from '#protocol/session-cookie'
import { currentUserUrl, hubUrl } from '#protocol/site'
import { toDevtoolsCookie } from '../../cli/browser/devtools-cookie.ts'
import type { DevtoolsPipe } from '../../cli/browser/devtools-pipe.ts'
import { hideSecret } from '../../qlik/http/hide-secret.ts'
import type { Case } from '../cases/case.ts'
import type { CreatedSession, SessionContext } from '../site/session.ts'
import type { BrowserOutcome } from './case-browser.ts'
import { DevtoolsTab } from './devtools-tab.ts'

/**
 * Does what the steps *cookie*, *hub* and *identity* of the extension do, in a tab of its own. No text of the
 * outcome has the session id. Throws only after an abort.
 */
export async function visitHub(
  devtools: DevtoolsPipe,
  { prefix }: Case,
  { session: { sessionId }, virtualProxy: { settings } }: CreatedSession,
  { site, signal }: SessionContext,
): Promise<BrowserOutcome> {
  try {
    await using tab = await DevtoolsTab.open(devtools, signal)
    const { cookie } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    await setCookie(tab, cookie)
    await showHub(tab, hubUrl(site.hub, prefix), cookie.name)
    return { user: await readUser(tab, currentUserUrl(site.hub, prefix), cookie.name) }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof HubpassError) || error.code === 'BROWSER_NOT_OPENED') throw error
    const { message, remedy, ...finding } = toFinding(error)
    const hide = (text: string) => hideSecret(text, sessionId)
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
  const cookies = await tab.listCookies()
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

/** The documented fields of `/qps/user` (docs/facts/qlik-sense.md §2.1). */
const UserSchema = v.object({
  userDirectory: v.optional(v.string()),
  userId: v.optional(v.string()),
  session: v.optional(v.string()),
})

/** Throws UNEXPECTED_RESPONSE and NOT_SIGNED_IN. */
async function readUser(tab: DevtoolsTab, address: string, cookie: string): Promise<string> {
  const expression = `fetch(${JSON.stringify(address)}, { cache: 'no-store' }).then(
    async answer => ({ status: answer.status, body: (await answer.text()).slice(0, 65536) }),
    () => ({ status: 0, body: '' }))`
  const { status, body } = await tab.evaluate(v.object({ status: v.number(), body: v.string() }), expression)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), UserSchema), body)
  if (status !== 200 || !parsed.success)
    throw failure('UNEXPECTED_RESPONSE', {
      address,
      status,
      problem: message('reason.noUserName'),
      service: 'hub',
    })
  const { userDirectory, userId, session } = parsed.output
  if (userDirectory !== undefined && userId !== undefined && session !== 'inactive')
    return formatUserName({ userDirectory, userId })
  throw failure('NOT_SIGNED_IN', { hub: address, cookie, sawInstead: message('reason.nobodySignedIn') })
}
