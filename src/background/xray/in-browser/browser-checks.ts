import { message } from '#messages/message'
import { formatUserName, isSameUserName } from '#protocol/identity'
import type { XrayCheck } from '#protocol/xray'
import type { XrayTarget } from '#shared/sessions/xray'
import type { CurrentUserTracker } from '../../current-user/current-user.ts'
import type { SignedInTab } from '../../current-user/query-hub.ts'
import { back } from './back.ts'
import { type BrowserCheck, type CheckedTab, undecided } from './check.ts'
import { documentCookie } from './document-cookie.ts'
import { foreignFrame } from './foreign-frame.ts'
import { privateWindow } from './private-window.ts'
import { repeatedCookie } from './repeated-cookie.ts'
import { restart } from './restart.ts'

export interface BrowserChecksDeps extends Pick<CheckedTab, 'browser' | 'virtualProxies'> {
  currentUser: Pick<CurrentUserTracker, 'query'>
}

const checks: readonly BrowserCheck[] = [
  documentCookie,
  restart,
  foreignFrame,
  back,
  privateWindow,
  repeatedCookie,
]

/** Runs the checks that need a tab with the session: docs/checks. Never rejects. */
export const createBrowserChecks =
  ({ currentUser, ...deps }: BrowserChecksDeps) =>
  async (target: XrayTarget, signal: AbortSignal): Promise<XrayCheck[]> => {
    const tab = await findTab(target, currentUser).catch(() => 'xray.reason.noPage' as const)
    const results: XrayCheck[] = []
    // One after the other, because some look at the windows that others open.
    for (const { about, judge } of checks) {
      if (signal.aborted) break
      const judgement =
        typeof tab === 'string'
          ? undecided(message(tab))
          : await judge({ ...tab, ...deps, signal }).catch(() => undecided(message('xray.reason.noPage')))
      results.push({ ...about, ...judgement })
    }
    return results
  }

/** Returns why the tab cannot be checked, or the tab. */
async function findTab(target: XrayTarget, currentUser: BrowserChecksDeps['currentUser']) {
  const tab = await currentUser.query(target.windowId)
  if (tab?.status === 'noPermission') return 'xray.reason.noPermission' as const
  if (tab?.status !== 'user' || !isTarget(tab, target)) return 'xray.reason.otherTab' as const
  const session = tab.sessionCookie
  return session === undefined ? ('xray.reason.noCookie' as const) : { tab, session }
}

const isTarget = ({ site, prefix, user }: SignedInTab, target: XrayTarget): boolean =>
  site.id === target.site && prefix === target.prefix && isSameUserName(formatUserName(user), target.user)
