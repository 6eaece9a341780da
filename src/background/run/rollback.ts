import { toCookieKey } from '../browser/stored-cookie.ts'
import { createNoteFromError, type NoteId, type NoteMessage } from './notes.ts'
import { getCookieUrls, planCookie } from './steps/cookie.ts'
import type { StepContext } from './steps/step.ts'

type RollbackContext = Pick<StepContext, 'record' | 'browser' | 'companion'>

/** Ends the session that the run made and puts back the cookies that it replaced. Gives what could not be done. */
export async function rollback(context: RollbackContext): Promise<NoteMessage[]> {
  const { journal } = context.record()
  const results = await Promise.all([
    journal.replaced === undefined || attempt('CookiesChanged', restoreReplacedCookies(context)),
    journal.session === 'none' || attempt('SessionRemains', endRunSession(context)),
  ])
  // Last, because with its last private window a browser forgets their cookies, and nobody could take ours away. The window
  // goes with its last tab; one where the tester has opened others stays.
  if (journal.tabOpened !== undefined) await context.browser.tabs.close(journal.tabOpened)
  return results.filter(one => typeof one === 'object')
}

/** Takes our cookie away and puts back what was there before, each that can be. Throws when not all is as it was. */
async function restoreReplacedCookies({ record, browser }: RollbackContext): Promise<void> {
  const { journal, storeId } = record()
  if (storeId === undefined) return
  const { cookie } = planCookie(record())
  const replaced = journal.replaced ?? []
  const current = await browser.cookies.getAllNamed(cookie.name, getCookieUrls(record()), storeId)
  const existing = current.find(one => toCookieKey(one) === toCookieKey(cookie))
  const isOwnCookie = existing === undefined || existing.value === cookie.value
  if (isOwnCookie) await browser.cookies.expire(cookie, storeId)
  // What has come into our place since is somebody's sign-in: it stays.
  const toRestore = isOwnCookie ? replaced : replaced.filter(one => toCookieKey(one) !== toCookieKey(cookie))
  const results = await Promise.allSettled(toRestore.map(one => browser.cookies.set(one, storeId)))
  const notRestored = toRestore.filter((_, index) => results[index]?.status === 'rejected')
  const isRestored = isOwnCookie || replaced.some(({ value }) => value === existing.value)
  if (!isRestored) throw new Error(`another ${cookie.name} has been set since, and stays`)
  if (notRestored.length > 0)
    throw new Error(`the browser did not take back ${notRestored.map(toCookieKey).join(', ')}`)
}

async function endRunSession({ record, companion }: RollbackContext): Promise<void> {
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  await request('endSession', { site, prefix, sessionId })
}

/** True when it could be done, else what that means. */
async function attempt(failureId: NoteId, operation: Promise<void>): Promise<true | NoteMessage> {
  try {
    await operation
    return true
  } catch (thrown) {
    return createNoteFromError(failureId, thrown)
  }
}
