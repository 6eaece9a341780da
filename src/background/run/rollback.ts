import { type Message, type MessageKey, message, type Text } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import { errorMessage } from '#protocol/text'
import { restoreCookies } from './restore-cookies.ts'
import { getCookieUrls, planCookie } from './steps/cookie.ts'
import type { StepContext } from './steps/step.ts'

type RollbackContext = Pick<StepContext, 'record' | 'browser' | 'companion' | 'showWarnings'>

/**
 * Ends the session of the run and restores the cookies that it replaced. Does each part whatever
 * happens to the others, and can be repeated. Returns what differs from before.
 */
export async function rollback(context: RollbackContext): Promise<Message[]> {
  const { journal } = context.record()
  const results = await Promise.all([
    attempt('note.cookiesChanged', restoreReplacedCookies(context)),
    attempt('note.sessionRemains', endRunSession(context)),
  ])
  // Close the tab last: without a private window, the browser forgets its cookies, and ours could
  // not be removed. Closing its only tab closes the window; a window with other tabs stays open.
  if (journal.tabOpened !== undefined) await context.browser.tabs.close(journal.tabOpened).catch(() => {})
  return results.flat()
}

/** Returns a reason for each kind of cookie that could not be put back as it was. */
async function restoreReplacedCookies({ record, browser }: RollbackContext): Promise<Text[]> {
  const { journal, storeId } = record()
  if (storeId === undefined || journal.replaced === undefined) return []
  const { cookie } = planCookie(record())
  const swap = {
    ownCookie: cookie,
    wasSet: journal.isCookieSet === true,
    replaced: journal.replaced,
    urls: getCookieUrls(record()),
    storeId,
  }
  const { notRemoved, notRestored, setByOthers } = await restoreCookies(swap, browser.cookies)
  return [
    setByOthers.length > 0 && message('reason.otherCookieSetSince', { cookie: cookie.name }),
    notRestored.length > 0 && message('reason.cookieNotRestored', { cookie: notRestored.join(', ') }),
    notRemoved.length > 0 && message('reason.cookieNotRemoved', { cookie: notRemoved.join(', ') }),
  ].filter(reason => reason !== false)
}

async function endRunSession({ record, companion, showWarnings }: RollbackContext): Promise<Text[]> {
  if (record().journal.session === 'none') return []
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  const { warnings } = await request('endSession', { site, prefix, sessionId })
  if (warnings !== undefined) showWarnings(warnings)
  return []
}

/** Returns a message that describes the consequence of each reason, or of a failure. */
async function attempt(failureId: MessageKey, operation: Promise<Text[]>): Promise<Message[]> {
  const reasons = await operation.catch((thrown: unknown) => [reasonOf(thrown)])
  return reasons.map(reason => message(failureId, { reason }))
}

/** Returns the reason of a failure, for use inside another text. */
const reasonOf = (thrown: unknown): Text =>
  thrown instanceof HubpassError ? reasonOfFinding(thrown.finding) : errorMessage(thrown).replace(/\.$/, '')
