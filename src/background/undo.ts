import { type KnownPhrase, type PhraseId, phraseOf } from './phrases.ts'
import type { StepContext } from './run-step.ts'
import { cookieAddresses, plannedCookie } from './steps/cookie.ts'
import { placeOf } from './stored-cookie.ts'

type Undoing = Pick<StepContext, 'record' | 'browser' | 'companion'>

/** Ends the session that the run made and puts back the cookies that it replaced. Gives what could not be done. */
export async function undo(context: Undoing): Promise<KnownPhrase[]> {
  const { journal } = context.record()
  const left = await Promise.all([
    journal.replaced === undefined || attempt('CookiesChanged', restore(context)),
    journal.session === 'none' || attempt('SessionRemains', endSession(context)),
  ])
  // Last, because with its last private window a browser forgets their cookies, and nobody could take ours away. The window
  // goes with its last tab; one where the tester has opened others stays.
  if (journal.tabOpened !== undefined) await context.browser.tabs.close(journal.tabOpened)
  return left.filter(one => typeof one === 'object')
}

/** Takes our cookie away and puts back what was there before, each that can be. Throws when not all is as it was. */
async function restore({ record, browser }: Undoing): Promise<void> {
  const { journal, storeId } = record()
  if (storeId === undefined) return
  const { cookie } = plannedCookie(record())
  const replaced = journal.replaced ?? []
  const there = await browser.cookies.named(cookie.name, cookieAddresses(record()), storeId)
  const inPlace = there.find(one => placeOf(one) === placeOf(cookie))
  const isOurs = inPlace === undefined || inPlace.value === cookie.value
  if (isOurs) await browser.cookies.expire(cookie, storeId)
  // What has come into our place since is somebody's sign-in: it stays.
  const toSet = isOurs ? replaced : replaced.filter(one => placeOf(one) !== placeOf(cookie))
  const set = await Promise.allSettled(toSet.map(one => browser.cookies.set(one, storeId)))
  const lost = toSet.filter((_, index) => set[index]?.status === 'rejected')
  const isLeft = isOurs || replaced.some(({ value }) => value === inPlace.value)
  if (!isLeft) throw new Error(`another ${cookie.name} has been set since, and stays`)
  if (lost.length > 0) throw new Error(`the browser did not take back ${lost.map(placeOf).join(', ')}`)
}

async function endSession({ record, companion }: Undoing): Promise<void> {
  const { site, prefix, sessionId } = record().request
  const { request } = await companion()
  await request('endSession', { site, prefix, sessionId })
}

/** True when it could be done, else what that means. */
async function attempt(consequence: PhraseId, undoing: Promise<void>): Promise<true | KnownPhrase> {
  try {
    await undoing
    return true
  } catch (thrown) {
    return phraseOf(consequence, thrown)
  }
}
