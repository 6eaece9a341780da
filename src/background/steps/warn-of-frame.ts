import { whoAmIAddress } from '#protocol/addresses'
import { failure } from '#protocol/errors'
import type { SameSite } from '#protocol/session-cookie'
import { isOnVirtualProxy } from '#shared/shown-at'
import { abortable } from '../abortable.ts'
import { withDeadline } from '../deadline.ts'
import { frameTimeoutMs } from '../limits.ts'
import { type StepContext, siteOf } from '../run-step.ts'
import { plannedCookie } from './cookie.ts'
import { userIn } from './read-user.ts'

/**
 * Warns where the page that was in front shows the hub in a frame that is not signed in: browsers send no cookie there, unless it is
 * SameSite None, and some not even that. A page that does not say so in time costs the warning, not the verdict.
 */
export async function warnOfFrame(context: StepContext): Promise<void> {
  await withDeadline(frameTimeoutMs, context.signal, signal => lookIntoFrame({ ...context, signal })).catch(
    () => context.signal.throwIfAborted(),
  )
}

async function lookIntoFrame({ record, browser, warn, signal }: StepContext): Promise<void> {
  const { besideTabId: tabId, request } = record()
  if (tabId === undefined) return
  const { hub } = siteOf(record())
  const frames = await abortable(browser.pageInTab.frames(tabId), signal)
  const frame = frames.find(({ url }) => isOnVirtualProxy(url, hub, request.prefix))
  if (frame === undefined) return
  const asking = browser.pageInTab.get(tabId, whoAmIAddress(hub, request.prefix), frame.id)
  const answer = await abortable(asking, signal)
  const user = answer && userIn(answer)
  // A name, whoever's: the frame gets cookies.
  if (user === undefined || (user.userId !== undefined && user.session !== 'inactive')) return
  const { name, sameSite } = plannedCookie(record()).cookie
  warn([failure('NOT_IN_FRAME', { page: frame.page, cookie: name, sameSite: inWords[sameSite] }).finding])
}

/** As the QMC has them. */
const inWords: Record<SameSite, string> = {
  unspecified: 'No attribute',
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
}
