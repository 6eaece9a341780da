import * as v from 'valibot'
import { whoAmIAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import { abortable } from '../abortable.ts'
import type { BrowserPorts } from '../browser/index.ts'
import type { Answer } from '../browser/page-in-tab.ts'
import { type RunStep, siteOf } from '../run-step.ts'
import { plannedCookie } from './cookie.ts'

/** Passes when the proxy itself names the user that was asked for. It is asked from the tab, whose cookies count. */
export const identityStep: RunStep = async ({ record, browser, signal }) => {
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
  return undefined
}

/** Nobody could ask from there: the tab shows something else, or is gone. Throws TAB_CLOSED. */
async function noAnswer({ tabs }: BrowserPorts, tabId: number, hub: string, signal: AbortSignal) {
  await tabs.settled(tabId, hub, signal)
  return failure('TAB_LEFT', { hub })
}

/** The documented states of `/qps/user` (qlik-sense-facts §2.1): anonymous users have a name and no active session. */
const UserSchema = v.object({
  userDirectory: v.optional(v.string()),
  userId: v.optional(v.string()),
  session: v.optional(v.string()),
})
type User = v.InferOutput<typeof UserSchema>

/** Throws HUB_UNREACHABLE for a question without an answer, UNEXPECTED_RESPONSE for an answer without a user. */
export function readUser(address: string, { status, body, failed }: Answer): User {
  if (failed !== undefined)
    throw failure('HUB_UNREACHABLE', { hub: address, reason: `it did not answer (${failed})` })
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), UserSchema), body)
  if (status === 200 && parsed.success) return parsed.output
  throw failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: 'not with the name of a user',
    service: 'hub',
  })
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
