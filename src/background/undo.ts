import { findingFrom } from '#protocol/errors'
import type { StepContext } from './run-step.ts'
import { cookieAddresses, plannedCookie } from './steps/cookie.ts'
import { placeOf } from './stored-cookie.ts'

type Undoing = Pick<StepContext, 'record' | 'browser' | 'companion'>

/** Ends the session that the run made and puts back the cookies that it replaced. Gives what could not be done. */
export async function undo(context: Undoing): Promise<string[]> {
  const { journal } = context.record()
  const sentences = await Promise.all([
    journal.replaced === undefined || attempt('The cookies are not as before', restore(context)),
    journal.session === 'none' || attempt('The session may still exist', endSession(context)),
  ])
  return sentences.filter(sentence => typeof sentence === 'string')
}

/** Nothing is put back where another cookie has taken the place of ours: someone has signed in otherwise since. */
async function restore({ record, browser }: Undoing): Promise<void> {
  const { journal, storeId } = record()
  if (storeId === undefined) return
  const { cookie } = plannedCookie(record())
  const addresses = cookieAddresses(record())
  const there = await browser.cookies.named(cookie.name, addresses, storeId)
  const inPlace = there.find(one => placeOf(one) === placeOf(cookie))
  if (inPlace !== undefined && inPlace.value !== cookie.value) return
  await browser.cookies.clear(cookie.name, addresses, storeId)
  for (const replaced of journal.replaced ?? []) await browser.cookies.set(replaced, storeId)
}

async function endSession({ record, companion }: Undoing): Promise<void> {
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  await request('endSession', { site, prefix, sessionId })
}

/** True when it could be done, else a sentence that says what that means. */
async function attempt(consequence: string, undoing: Promise<void>): Promise<true | string> {
  try {
    await undoing
    return true
  } catch (thrown) {
    return `${consequence}: ${findingFrom(thrown).message}`
  }
}
