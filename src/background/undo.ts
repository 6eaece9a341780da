import { hubAddress } from '#protocol/addresses'
import { findingFrom } from '#protocol/errors'
import type { RunRecord } from './run-record.ts'
import type { StepContext } from './run-step.ts'
import { plannedCookie } from './steps/cookie.ts'
import { placeOf } from './stored-cookie.ts'

type Undoing = Pick<StepContext, 'record' | 'browser' | 'companion'>

/** Ends the session that the run made and puts back the cookies that it replaced. Gives what could not be done. */
export async function undo(context: Undoing): Promise<string[]> {
  const { journal } = context.record()
  const cookies =
    journal.replaced === undefined ? [] : await attempt('The cookies are not as before', restore(context))
  const session =
    journal.session === 'none' ? [] : await attempt('The session may still exist', endSession(context))
  return [...cookies, ...session]
}

async function restore({ record, browser }: Undoing): Promise<void> {
  const { journal, storeId } = record()
  if (storeId === undefined) return
  const ours = await ourCookies(record(), browser, storeId)
  for (const cookie of ours) await browser.cookies.remove(cookie, storeId)
  for (const cookie of journal.replaced ?? []) await browser.cookies.set(cookie, storeId)
}

/** Only the cookie that this run has set: someone may have signed in otherwise since. */
async function ourCookies(record: RunRecord, browser: StepContext['browser'], storeId: string) {
  const { cookie } = plannedCookie(record)
  const found = await browser.cookies.named(cookie.name, [hubAddress(record.site?.hub ?? '', '')], storeId)
  return found.filter(({ value, ...at }) => value === cookie.value && placeOf(at) === placeOf(cookie))
}

async function endSession({ record, companion }: Undoing): Promise<void> {
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  await request('endSession', { site, prefix, sessionId })
}

async function attempt(consequence: string, undoing: Promise<void>): Promise<string[]> {
  try {
    await undoing
    return []
  } catch (thrown) {
    return [`${consequence}: ${findingFrom(thrown).message}`]
  }
}
