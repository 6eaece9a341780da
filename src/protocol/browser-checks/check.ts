import type { Message } from '#messages/message'
import type { UserName } from '../identity.ts'
import type { SameSite } from '../session-cookie.ts'
import type { Site } from '../site.ts'
import type { VirtualProxySettings } from '../virtual-proxy.ts'
import type { XrayCheck } from '../xray.ts'

export type Judgement = Pick<XrayCheck, 'verdict' | 'message' | 'evidence' | 'reason' | 'remedy'>

/** A session cookie as the browser stores it. */
export interface CheckedCookie {
  name: string
  value: string
  domain: string
  path: string
  sameSite: SameSite
  /** Seconds since 1970. Without it, the cookie ends with the browser session. */
  expirationDate?: number | undefined
  partitionKey?: { topLevelSite: string } | undefined
}

/** The tab with the session, which no check changes or ends. */
export interface CheckedTab {
  tab: { tabId: number; windowId: number; site: Site; prefix: string; user: UserName }
  session: { cookie: CheckedCookie; storeId: string }
  browser: BrowserCheckPort
  virtualProxies: { find(site: string, prefix: string): VirtualProxySettings | undefined }
}

/** What the checks need of a browser. Methods that run scripts return undefined if the browser allows none. */
export interface BrowserCheckPort {
  cookies: {
    getAllNamed(name: string, urls: string[], storeId: string): Promise<CheckedCookie[]>
    /** Returns the one that the browser sends first. */
    getWinning(name: string, url: string, storeId: string): Promise<CheckedCookie | undefined>
    getStoreIdOfTab(tabId: number): Promise<string | undefined>
  }
  probes: CheckProbes
  tabScripting: {
    readVisibleCookies(tabId: number): Promise<string | undefined>
    listFrames(tabId: number): Promise<{ id: number; url: string }[]>
  }
  windows: {
    isPrivateAllowed(): Promise<boolean>
    list(): Promise<{ id: number; isPrivate: boolean }[]>
  }
  /** Asks from inside the tab, or from a frame in it, who is signed in. */
  askUser(tabId: number, address: string, frameId?: number): Promise<AskedUser | undefined>
}

type AskedUser = { status: 'nobody' | 'anonymous' | 'unreachable' } | { status: 'user'; user: UserName }

/** What caches and frames may do with an answer. A header that is missing is empty. */
export interface AnswerHeaders {
  status: number
  cacheControl: string
  frameOptions: string
  policy: string
}

/** Asks in tabs and windows of its own, which it closes again. May reject, for example after an abort. */
interface CheckProbes {
  /** Opens an address behind the tabs of a window, with the cookies of a tab. */
  withTab<T>(address: string, like: number, work: TabWork<T>): Promise<T>
  /** Opens an address in a new private window, behind the other windows. */
  withPrivateWindow<T>(address: string, work: TabWork<T>): Promise<T>
  /** Asks for the page in front of the tab again. The answer is not taken from a cache. */
  readHeaders(tabId: number, url: string): Promise<AnswerHeaders | undefined>
  /** Adds a frame of another site, which has a frame with the address. Returns false if the page allows none. */
  addForeignFrame(tabId: number, url: string): Promise<boolean | undefined>
  /** Returns how the browser got the page, and marks it. `transferred` is a number of bytes. */
  markVisit(tabId: number): Promise<{ wasMarked: boolean; transferred?: number | undefined } | undefined>
}

type TabWork<T> = (
  tabId: number,
  steps: { show(address: string): Promise<void>; goBack(): Promise<void> },
) => Promise<T>

/** A check that only a browser can run: docs/checks/b-1.md and the pages after it. */
export interface BrowserCheck {
  about: Omit<XrayCheck, keyof Judgement>
  /** May reject if the browser does not allow it. */
  judge(checked: CheckedTab): Promise<Judgement>
}

/** Returns a verdict that claims nothing, with its reason. */
export const undecided = (reason: Message, evidence: Judgement['evidence'] = []): Judgement => ({
  ...{ verdict: 'undecided', message: reason, reason },
  evidence,
})
