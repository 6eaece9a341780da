import * as v from 'valibot'
import type { CheckedTab } from '#protocol/browser-checks/check'
import { listCookies } from './cookies.ts'
import { DevtoolsTab } from './devtools-tab.ts'
import { readUser } from './read-user.ts'

type Port = CheckedTab['browser']

/** The number of the tab with the session. */
export const checkedTabId = 0

/** Connects the checks of a browser to a tab. Each tab has a number, and so has each frame. */
export function createCheckPort(first: DevtoolsTab): Port {
  const tabs = [first]
  const frames: string[] = []
  const find = (tabId: number): DevtoolsTab => {
    const tab = tabs[tabId]
    if (tab === undefined) throw new Error(`no tab ${tabId}`)
    return tab
  }
  const withNewTab = async <T>(
    place: DevtoolsTab['place'] | Omit<DevtoolsTab['place'], 'contextId'>,
    address: string,
    work: Parameters<Port['probes']['withPrivateWindow']>[1],
  ): Promise<T> => {
    await using tab = await DevtoolsTab.open(place)
    const id = tabs.push(tab) - 1
    const show = async (url: string) => {
      const problem = await tab.show(url)
      if (problem !== undefined) throw new Error(problem)
    }
    await show(address)
    return (await work(id, { show, goBack: () => tab.goBack() })) as T
  }
  return {
    cookies: {
      getAllNamed: async (name, urls, storeId) =>
        (await listCookies(find(Number(storeId)), urls)).filter(each => each.name === name),
      getWinning: async (name, url, storeId) =>
        (await listCookies(find(Number(storeId)), [url])).find(each => each.name === name),
      // Each tab has the cookies of its context.
      getStoreIdOfTab: async tabId => String(tabId),
    },
    probes: {
      withTab: (address, like, work) => withNewTab(find(like).place, address, work),
      withPrivateWindow(address, work) {
        const { devtools, signal } = first.place
        return withNewTab({ devtools, signal }, address, work)
      },
      readHeaders: (tabId, url) => find(tabId).evaluate(HeadersSchema, readHeaders(url)),
      addForeignFrame: (tabId, url) => find(tabId).evaluate(v.boolean(), addForeignFrame(url)),
      markVisit: tabId => find(tabId).evaluate(VisitSchema, markVisit),
    },
    tabScripting: {
      readVisibleCookies: tabId => find(tabId).evaluate(v.string(), 'document.cookie'),
      async listFrames(tabId) {
        const { frameTree } = v.parse(FrameTreeSchema, await find(tabId).send('Page.getFrameTree'))
        // Without the page itself.
        return listFrames(frameTree)
          .slice(1)
          .map(({ id, url }) => ({ id: frames.push(id) - 1, url }))
      },
    },
    // The cases of other users have cookies of their own.
    windows: { isPrivateAllowed: async () => true, list: async () => [] },
    askUser: (tabId, address, frameId) =>
      readUser(find(tabId), address, frameId === undefined ? undefined : frames[frameId]),
  }
}

const HeadersSchema = v.object({
  status: v.number(),
  cacheControl: v.string(),
  frameOptions: v.string(),
  policy: v.string(),
})

const VisitSchema = v.object({ wasMarked: v.boolean(), transferred: v.optional(v.number()) })

interface FrameTree {
  frame: { id: string; url: string }
  childFrames?: FrameTree[] | undefined
}

const TreeSchema: v.GenericSchema<unknown, FrameTree> = v.object({
  frame: v.object({ id: v.string(), url: v.string() }),
  childFrames: v.optional(v.array(v.lazy(() => TreeSchema))),
})

const FrameTreeSchema = v.object({ frameTree: TreeSchema })

const listFrames = ({ frame, childFrames = [] }: FrameTree): FrameTree['frame'][] => [
  frame,
  ...childFrames.flatMap(listFrames),
]

// The scripts of src/background/browser/probes.ts, as texts: the companion has no types of a page.
const readHeaders = (url: string): string => `(async () => {
  const { status, headers } = await fetch(${JSON.stringify(url)}, { credentials: 'include', cache: 'no-store' })
  const get = name => (headers.get(name) ?? '').slice(0, 2000)
  return {
    status,
    cacheControl: get('cache-control'),
    frameOptions: get('x-frame-options'),
    policy: get('content-security-policy'),
  }
})()`

const addForeignFrame = (url: string): string => `new Promise(resolve => {
  const frame = document.createElement('iframe')
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
    if (effectiveDirective.startsWith('frame-src')) resolve(false)
  })
  frame.hidden = true
  frame.onload = () => resolve(true)
  frame.src = 'data:text/html,' + encodeURIComponent(${JSON.stringify(`<iframe src="${url}"></iframe>`)})
  document.documentElement.append(frame)
})`

const markVisit = `(() => {
  const [navigation] = performance.getEntriesByType('navigation')
  const wasMarked = Reflect.has(globalThis, 'hubpassVisit')
  Reflect.set(globalThis, 'hubpassVisit', true)
  return { wasMarked, ...(navigation === undefined ? {} : { transferred: navigation.transferSize }) }
})()`
