import type { RunRecord } from '../run-record.ts'
import { cookieAddresses, plannedCookie, sentCookies } from '../steps/cookie.ts'
import type { StoredCookie } from '../stored-cookie.ts'
import type { Facts } from './facts.ts'
import type { Sources } from './sources.ts'

/** The addresses whose cookies decide: of the step that has failed, of both when the run did not get that far. */
function addressesOf(record: RunRecord): string[] {
  const [hub = '', whoAmI = ''] = cookieAddresses(record)
  const failed = record.run.steps.find(({ state }) => state === 'failed')?.name
  return failed === 'hub' ? [hub] : failed === 'identity' ? [whoAmI] : [hub, whoAmI]
}

export const sentNow = async ({ record, browser }: Sources): Promise<StoredCookie[]> =>
  sentCookies(plannedCookie(record).cookie.name, addressesOf(record), expectStore(record), browser)

export async function jarOf({ record, browser: { cookies } }: Sources): Promise<StoredCookie[]> {
  const storeId = expectStore(record)
  return (await Promise.all(addressesOf(record).map(url => cookies.sentTo(url, storeId)))).flat()
}

export async function tabOf({ record: { tabId }, browser }: Sources): Promise<Facts['tab']> {
  const tab = tabId === undefined ? undefined : await browser.tabs.find(tabId)
  if (tab === undefined) return undefined
  return { url: tab.url, windowId: tab.windowId, storeId: await browser.cookies.storeOfTab(tab.id) }
}

export const pageOf = async ({ record: { tabId }, browser }: Sources): Promise<Facts['page']> =>
  tabId === undefined ? undefined : browser.pageInTab.look(tabId)

function expectStore({ storeId }: RunRecord): string {
  if (storeId === undefined) throw new Error('the run has not come to a cookie')
  return storeId
}
