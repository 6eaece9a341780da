import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { SameSite } from '#protocol/session-cookie'
import { currentUserUrl } from '#protocol/site'
import { isOnVirtualProxy } from '#shared/hub-location'
import { abortable } from '../../async/abortable.ts'
import { withTimeout } from '../../async/with-timeout.ts'
import { frameTimeoutMs } from '../../timeouts.ts'
import { planCookie } from './cookie.ts'
import { parseUser } from './parse-user.ts'
import { requireSite, type StepContext } from './step.ts'

/**
 * Warns if the page in front embeds the hub in a frame that is not signed in. Browsers send only
 * SameSite=None cookies to frames, and some not even those. A page that does not respond in time
 * costs the warning, not the run.
 */
export async function checkEmbeddedFrame(context: StepContext, others: Finding[]): Promise<void> {
  await withTimeout(frameTimeoutMs, context.signal, signal =>
    queryFrame({ ...context, signal }, others),
  ).catch(() => context.signal.throwIfAborted())
}

async function queryFrame(
  { record, browser, showWarnings, signal }: StepContext,
  others: Finding[],
): Promise<void> {
  const { frameTabId: tabId, request } = record()
  if (tabId === undefined) return
  const { hub } = requireSite(record())
  const frames = await abortable(browser.tabScripting.listFrames(tabId), signal)
  const frame = frames.find(({ url }) => isOnVirtualProxy(url, hub, request.prefix))
  if (frame === undefined) return
  const pendingAnswer = browser.tabScripting.fetchInTab(tabId, currentUserUrl(hub, request.prefix), frame.id)
  const answer = await abortable(pendingAnswer, signal)
  const user = answer && parseUser(answer)
  // Any user name proves that the frame receives cookies.
  if (user === undefined || (user.userId !== undefined && user.session !== 'inactive')) return
  const { name, sameSite } = planCookie(record()).cookie
  showWarnings([
    ...others,
    findingOf('NOT_IN_FRAME', { page: frame.page, cookie: name, sameSite: sameSiteLabels[sameSite] }),
  ])
}

/** The labels of the QMC. */
const sameSiteLabels: Record<SameSite, string> = {
  unspecified: 'No attribute',
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
}
