import { whoAmIAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import { abortable } from '../abortable.ts'
import type { BrowserPorts } from '../browser/index.ts'
import { type RunStep, siteOf } from '../run-step.ts'
import { plannedCookie } from './cookie.ts'
import { readUser, type User } from './read-user.ts'
import { warnOfFrame } from './warn-of-frame.ts'

/** Passes when the proxy itself names the user that was asked for. It is asked from the tab, whose cookies count. */
export const identityStep: RunStep = async context => {
  const { record, browser, signal } = context
  const { request, tabId } = record()
  const { hub } = siteOf(record())
  const address = whoAmIAddress(hub, request.prefix)
  if (tabId === undefined) throw new Error('the step "hub" has left no tab')
  const answer = await abortable(browser.pageInTab.get(tabId, address), signal)
  if (answer === undefined) throw await noAnswer(browser, tabId, address, signal)
  expectUser(readUser(address, answer), request.identity, {
    hub: address,
    cookie: plannedCookie(record()).cookie.name,
  })
  await warnOfFrame(context)
  return undefined
}

/** Nobody could ask from there: the tab shows something else, or is gone. Throws TAB_CLOSED. */
async function noAnswer({ tabs }: BrowserPorts, tabId: number, hub: string, signal: AbortSignal) {
  await tabs.settled(tabId, hub, signal)
  return failure('TAB_LEFT', { hub })
}

/** Throws NOT_SIGNED_IN or WRONG_IDENTITY. */
export function expectUser(
  { userDirectory, userId }: User,
  expected: { userDirectory: string; userId: string },
  { hub, cookie }: { hub: string; cookie: string },
): void {
  if (userDirectory === undefined || userId === undefined) {
    throw failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: 'nobody signed in' })
  }
  const received = { userDirectory, userId }
  if (!isSameUser(received, expected)) {
    throw failure('WRONG_IDENTITY', { expected: nameOf(expected), received: nameOf(received) })
  }
}
