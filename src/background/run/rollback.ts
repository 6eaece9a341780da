import { type Message, type MessageKey, message, type Text } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import { errorMessage } from '#protocol/text'
import { toCookieKey } from '../browser/stored-cookie.ts'
import { getCookieUrls, planCookie } from './steps/cookie.ts'
import type { StepContext } from './steps/step.ts'

type RollbackContext = Pick<StepContext, 'record' | 'browser' | 'companion'>

/**
 * Ends the session of the run and restores the cookies that it replaced. Returns what could not be
 * cleaned up.
 */
export async function rollback(context: RollbackContext): Promise<Message[]> {
  const { journal } = context.record()
  const results = await Promise.all([
    journal.replaced === undefined || attempt('note.cookiesChanged', restoreReplacedCookies(context)),
    journal.session === 'none' || attempt('note.sessionRemains', endRunSession(context)),
  ])
  // Close the tab last: without a private window, the browser forgets its cookies, and ours could
  // not be removed. Closing its only tab closes the window; a window with other tabs stays open.
  if (journal.tabOpened !== undefined) await context.browser.tabs.close(journal.tabOpened)
  return results.filter(one => typeof one === 'object')
}

/**
 * Removes our cookie and restores all replaced cookies that the browser accepts. Returns why a
 * cookie could not be restored.
 */
async function restoreReplacedCookies({ record, browser }: RollbackContext): Promise<Message | undefined> {
  const { journal, storeId } = record()
  if (storeId === undefined) return undefined
  const { cookie } = planCookie(record())
  const replaced = journal.replaced ?? []
  const current = await browser.cookies.getAllNamed(cookie.name, getCookieUrls(record()), storeId)
  const existing = current.find(one => toCookieKey(one) === toCookieKey(cookie))
  const isOwnCookie = existing === undefined || existing.value === cookie.value
  if (isOwnCookie) await browser.cookies.expire(cookie, storeId)
  // A cookie that has replaced ours belongs to another sign-in: keep it.
  const toRestore = isOwnCookie ? replaced : replaced.filter(one => toCookieKey(one) !== toCookieKey(cookie))
  const results = await Promise.allSettled(toRestore.map(one => browser.cookies.set(one, storeId)))
  const notRestored = toRestore.filter((_, index) => results[index]?.status === 'rejected')
  const isRestored = isOwnCookie || replaced.some(({ value }) => value === existing.value)
  if (!isRestored) return message('reason.otherCookieSetSince', { cookie: cookie.name })
  if (notRestored.length > 0)
    return message('reason.cookieNotRestored', { cookie: notRestored.map(toCookieKey).join(', ') })
  return undefined
}

async function endRunSession({ record, companion }: RollbackContext): Promise<undefined> {
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  await request('endSession', { site, prefix, sessionId })
}

/** Returns true on success, or a message that describes the consequence. */
async function attempt(failureId: MessageKey, operation: Promise<Text | undefined>): Promise<true | Message> {
  const reason = await operation.catch(reasonOf)
  return reason === undefined || message(failureId, { reason })
}

/** Returns the reason of a failure, for use inside another text. */
const reasonOf = (thrown: unknown): Text =>
  thrown instanceof HubpassError ? reasonOfFinding(thrown.finding) : errorMessage(thrown).replace(/\.$/, '')
