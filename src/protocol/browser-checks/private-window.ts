import { say } from '#messages/checks/message'
import { isSameUser } from '../identity.ts'
import { currentUserUrl } from '../site.ts'
import { type BrowserCheck, type CheckedTab, type Judgement, undecided } from './check.ts'

/** B-5: all private windows share a cookie store of their own, which ends with the last of them. */
export const privateWindow: BrowserCheck = {
  about: {
    id: 'B-5',
    title: say('browser.private.title'),
    severity: 'high',
    class: 'R',
    references: ['WSTG-SESS-01', 'WSTG-SESS-02'],
    why: say('browser.private.why'),
  },
  async judge(checked) {
    const { tab, browser } = checked
    if (!(await browser.windows.isPrivateAllowed())) return undecided(say('browser.private.notAllowed'))
    const privateIds = (await browser.windows.list()).flatMap(one => (one.isPrivate ? [one.id] : []))
    if (privateIds.includes(tab.windowId)) return undecided(say('browser.private.ownTab'))
    const address = currentUserUrl(tab.site.hub, tab.prefix)
    return browser.probes.withPrivateWindow(address, id => compare(id, privateIds.length > 0, checked))
  },
}

/** Compares the answer in the private window with the session of the tab. */
async function compare(
  privateTab: number,
  wasOpen: boolean,
  { tab, session: { cookie }, browser }: CheckedTab,
): Promise<Judgement> {
  const { name, value } = cookie
  const address = currentUserUrl(tab.site.hub, tab.prefix)
  const storeId = await browser.cookies.getStoreIdOfTab(privateTab)
  const own = storeId === undefined ? undefined : await browser.cookies.getWinning(name, address, storeId)
  if (own?.value === value) return fail(say('browser.private.sameCookie', { name }))
  const result = await browser.askUser(privateTab, address)
  if (result === undefined || result.status === 'unreachable')
    return undecided(say('browser.reason.noAnswer'))
  if (result.status !== 'user' || !isSameUser(result.user, tab.user))
    return { verdict: 'passed', message: say('browser.private.passed'), evidence: [`GET ${address}`] }
  // The tester may have signed in there.
  return wasOpen || own !== undefined
    ? undecided(say('browser.private.ownSession'))
    : fail(say('browser.private.noCookie', { name }))
}

const fail = (message: Judgement['message']): Judgement => ({
  verdict: 'failed',
  message,
  evidence: [],
  remedy: {
    page: say('browser.private.place'),
    field: say('browser.private.field'),
    wanted: say('browser.private.wanted'),
  },
})
