import browser, { type Tabs } from 'webextension-polyfill'

/** Returns the tab that the user sees, or saw before switching to a page of ours. */
export async function findTabInFront(windowId: number): Promise<Tabs.Tab | undefined> {
  const all = await browser.tabs.query({ windowId })
  const ownOrigin = browser.runtime.getURL('')
  return all
    .filter(({ url }) => url?.startsWith(ownOrigin) !== true)
    .toSorted((one, other) => getLastViewed(other) - getLastViewed(one))[0]
}

/** Returns the time of the last view; the active tab is being viewed now. */
const getLastViewed = ({ active, lastAccessed = 0 }: Tabs.Tab): number => (active ? Infinity : lastAccessed)
