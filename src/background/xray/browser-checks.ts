import { message } from '#messages/message'
import { type CheckedTab, runBrowserChecks } from '#protocol/browser-checks/index'
import { formatUserName, isSameUserName } from '#protocol/identity'
import type { XrayCheck } from '#protocol/xray'
import type { XrayTarget } from '#shared/sessions/xray'
import type { BrowserPorts } from '../browser/index.ts'
import type { CurrentUserTracker } from '../current-user/current-user.ts'
import { classifyAnswer, type SignedInTab } from '../current-user/query-hub.ts'

export interface BrowserChecksDeps extends Pick<CheckedTab, 'virtualProxies'> {
  browser: Pick<BrowserPorts, 'cookies' | 'probes' | 'tabScripting' | 'windows'>
  currentUser: Pick<CurrentUserTracker, 'query'>
}

/** Runs the checks in the tab of a user. Never rejects. */
export const createBrowserChecks =
  ({ currentUser, browser, virtualProxies }: BrowserChecksDeps) =>
  async (target: XrayTarget, signal: AbortSignal): Promise<XrayCheck[]> => {
    const tab = await findTab(target, currentUser).catch(() => 'xray.reason.noPage' as const)
    if (typeof tab === 'string') return runBrowserChecks(message(tab), signal)
    const { fetchInTab } = browser.tabScripting
    const { withTab, withPrivateWindow } = browser.probes
    const port: CheckedTab['browser'] = {
      ...browser,
      probes: {
        ...browser.probes,
        withTab: (address, like, work) => withTab(address, like, signal, work),
        withPrivateWindow: (address, work) => withPrivateWindow(address, signal, work),
      },
      async askUser(tabId, address, frameId) {
        const answer = await fetchInTab(tabId, address, frameId)
        return answer && classifyAnswer(address, answer)
      },
    }
    return runBrowserChecks({ ...tab, browser: port, virtualProxies }, signal)
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
