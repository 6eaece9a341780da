import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { RunRecord } from '../run/run-state.ts'
import { getCookieUrls, planCookie } from '../run/steps/cookie.ts'
import type { FactSources, Facts } from './facts.ts'

/**
 * Returns the addresses whose cookies matter: that of the failed step, or both if the run did not
 * get that far.
 */
function getRelevantUrls(record: RunRecord): string[] {
  const [hub = '', whoAmI = ''] = getCookieUrls(record)
  const failed = record.run.steps.find(({ state }) => state === 'failed')?.name
  return failed === 'hub' ? [hub] : failed === 'identity' ? [whoAmI] : [hub, whoAmI]
}

export const readSentCookies = async ({ record, browser }: FactSources): Promise<StoredCookie[]> =>
  browser.cookies.getAllNamed(planCookie(record).cookie.name, getRelevantUrls(record), requireStoreId(record))

export async function readCookieJar({ record, browser: { cookies } }: FactSources): Promise<StoredCookie[]> {
  const storeId = requireStoreId(record)
  return (await Promise.all(getRelevantUrls(record).map(url => cookies.getSentTo(url, storeId)))).flat()
}

export async function readTab({ record: { tabId }, browser }: FactSources): Promise<Facts['tab']> {
  const tab = tabId === undefined ? undefined : await browser.tabs.find(tabId)
  if (tab === undefined) return undefined
  return { url: tab.url, windowId: tab.windowId, storeId: await browser.cookies.getStoreIdOfTab(tab.id) }
}

export const readPage = async ({ record: { tabId }, browser }: FactSources): Promise<Facts['page']> =>
  tabId === undefined ? undefined : browser.tabScripting.readDocument(tabId)

function requireStoreId({ storeId }: RunRecord): string {
  if (storeId === undefined) throw new Error('the run has not come to a cookie')
  return storeId
}
