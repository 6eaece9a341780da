import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { formatUserName, isSameUser } from '#protocol/identity'
import { currentUserUrl } from '#protocol/site'
import { abortable } from '../../async/abortable.ts'
import type { BrowserPorts } from '../../browser/index.ts'
import { checkEmbeddedFrame } from './check-embedded-frame.ts'
import { planCookie } from './cookie.ts'
import { type HubUser, requireUser } from './parse-user.ts'
import { type RunStep, requireSite } from './step.ts'
import { checkAccess, describeAttributes, fetchSessionFacts } from './verify-session.ts'

/**
 * Passes if the proxy reports the requested user. The query runs in the tab, because its cookies
 * count.
 */
export const identityStep: RunStep = async context => {
  const { record, browser, signal } = context
  const { request, tabId } = record()
  const { hub } = requireSite(record())
  const address = currentUserUrl(hub, request.prefix)
  if (tabId === undefined) throw new Error('the step "hub" has left no tab')
  const pendingFacts = fetchSessionFacts(context)
  const answer = await abortable(browser.tabScripting.fetchInTab(tabId, address), signal)
  if (answer === undefined) throw await createNoAnswerError(browser, tabId, address, signal)
  assertUser(requireUser(address, answer), request.identity, {
    hub: address,
    cookie: planCookie(record()).cookie.name,
  })
  const facts = await pendingFacts
  const { note, warnings } = describeAttributes(record(), facts)
  const found = [...warnings, ...checkAccess(record(), facts)]
  if (found.length > 0) context.showWarnings(found)
  await checkEmbeddedFrame(context, found)
  return note
}

/**
 * Explains why the tab could not be queried: it shows another page. Throws TAB_CLOSED if it is
 * closed.
 */
async function createNoAnswerError({ tabs }: BrowserPorts, tabId: number, hub: string, signal: AbortSignal) {
  await tabs.waitUntilLoaded(tabId, hub, signal)
  return failure('TAB_LEFT', { hub })
}

/** Throws NOT_SIGNED_IN or WRONG_IDENTITY. */
export function assertUser(
  { userDirectory, userId }: HubUser,
  expected: { userDirectory: string; userId: string },
  { hub, cookie }: { hub: string; cookie: string },
): void {
  if (userDirectory === undefined || userId === undefined) {
    throw failure('NOT_SIGNED_IN', { hub, cookie, sawInstead: message('reason.nobodySignedIn') })
  }
  const received = { userDirectory, userId }
  if (!isSameUser(received, expected)) {
    throw failure('WRONG_IDENTITY', {
      expected: formatUserName(expected),
      received: formatUserName(received),
    })
  }
}
