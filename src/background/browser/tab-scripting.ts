import * as v from 'valibot'
import browser, { type Scripting } from 'webextension-polyfill'
import { qlikTimeoutMs } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { parseOrUndefined } from '#shared/util'
import { abortable } from '../async/abortable.ts'
import { pageTimeoutMs, readDocumentTimeoutMs } from '../timeouts.ts'

const DocumentInfoSchema = v.object({
  url: v.string(),
  title: v.string(),
  status: v.number(),
  /** The sentence with which Qlik Sense denies access to a signed-in user. */
  refusal: v.optional(v.string()),
  /** The page that led the browser here, if the browser reveals it. */
  referrer: v.optional(v.string()),
})
const FetchResultSchema = v.object({
  status: v.number(),
  body: v.string(),
  /** Why there is no response. */
  error: v.optional(v.string()),
})

const FrameInfoSchema = v.object({
  url: v.string(),
  /** The origin of the page that contains the frame. */
  page: v.string(),
})

/** The lengths at which texts of a page are cut where they are read. */
const limits = { title: 300, address: 2_000, text: 300, body: 65_536 }

/**
 * Describes the document of a tab. `status` is its HTTP status, or 0 if the browser does not reveal
 * it.
 */
export type DocumentInfo = v.InferOutput<typeof DocumentInfoSchema>
export type FetchResult = v.InferOutput<typeof FetchResultSchema>
type Limits = typeof limits
export type FrameInfo = v.InferOutput<typeof FrameInfoSchema> & { id: number }

/**
 * Runs scripts in a tab. Returns undefined if the browser does not allow it, as on its own error
 * pages and on hosts without permission.
 */
export interface TabScripting {
  /**
   * Throws TAB_BLOCKED if the page does not respond, because a dialog is open or a script is busy.
   * The two cannot be told apart (measured on Chromium 156).
   */
  readDocument(tabId: number): Promise<DocumentInfo | undefined>
  /**
   * Fetches the address from inside the page, or from a frame in it, with the cookies of the tab's
   * store. Throws TAB_BLOCKED.
   */
  fetchInTab(tabId: number, url: string, frameId?: number): Promise<FetchResult | undefined>
  /** Lists the frames that the permissions cover, if they also cover the page. */
  listFrames(tabId: number): Promise<FrameInfo[]>
  /**
   * Returns when the page last received a response from its own server, not counting `except` and
   * WebSockets. Returns undefined if that is unknown.
   */
  getLastRequestTime(tabId: number, except: string): Promise<number | undefined>
  /** Returns the cookies that scripts of the page can read. */
  readVisibleCookies(tabId: number): Promise<string | undefined>
}

export const tabScripting: TabScripting = {
  readDocument: async tabId =>
    parseOrUndefined(
      DocumentInfoSchema,
      (await runScript({ tabId }, describeDocument, [limits], readDocumentTimeoutMs))[0]?.result,
    ),
  async fetchInTab(tabId, url, frameId) {
    const target = frameId === undefined ? { tabId } : { tabId, frameIds: [frameId] }
    return parseOrUndefined(
      FetchResultSchema,
      (await runScript(target, fetchText, [url, qlikTimeoutMs, limits]))[0]?.result,
    )
  },
  async listFrames(tabId) {
    const injected = await runScript({ tabId, allFrames: true }, describeFrame, [limits]).catch(() => [])
    return injected.flatMap(({ frameId, result }) => {
      const frame = parseOrUndefined(FrameInfoSchema, result)
      return frame === undefined ? [] : [{ id: frameId, ...frame }]
    })
  },
  getLastRequestTime: async (tabId, except) =>
    parseOrUndefined(
      v.number(),
      (await runScript({ tabId }, findLastRequestTime, [except]).catch(() => []))[0]?.result,
    ),
  readVisibleCookies: async tabId =>
    parseOrUndefined(
      v.string(),
      (await runScript({ tabId }, readCookies, [limits]).catch(() => []))[0]?.result,
    ),
}

export async function runScript<Args extends (string | number | Limits)[]>(
  target: Scripting.InjectionTarget,
  func: (...args: Args) => unknown,
  args: Args,
  timeoutMs = pageTimeoutMs,
): Promise<Scripting.InjectionResult[]> {
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    // The types of the polyfill allow only functions without parameters.
    const execution = browser.scripting.executeScript({ target, func: func as () => unknown, args })
    return await abortable(execution, deadline)
  } catch {
    if (deadline.aborted) throw failure('TAB_BLOCKED', {})
    return []
  }
}

// The functions below run in the page. They cannot use anything of this file, and the worker's
// types lack the document.
declare const document: {
  title: string
  location: { href: string; origin: string; ancestorOrigins?: ArrayLike<string> }
  referrer: string
  cookie: string
  body: { innerText: string } | null
}
declare const window: { top: unknown; self: unknown }

function describeDocument(limits: Limits): unknown {
  const [navigation] = performance.getEntriesByType('navigation')
  return {
    url: document.location.href.slice(0, limits.address),
    title: document.title.slice(0, limits.title),
    // The wording, shorter than the limit of a text, is in docs/facts/qlik-sense.md §4.5 and §4.6.
    refusal: /You cannot access Qlik Sense because[^.]{1,100}\./i.exec(document.body?.innerText ?? '')?.[0],
    status: navigation !== undefined && 'responseStatus' in navigation ? navigation.responseStatus : 0,
    referrer: document.referrer.slice(0, limits.address),
  }
}

/**
 * Returns undefined for the page itself. Firefox reveals only the referrer, of which the query may
 * be confidential.
 */
function describeFrame(limits: Limits): unknown {
  const { referrer, location } = document
  const { href, ancestorOrigins } = location
  if (window.top === window.self) return undefined
  const asker = referrer === '' ? '' : new URL(referrer).origin
  const page = ancestorOrigins?.[ancestorOrigins.length - 1] ?? asker
  return { url: href.slice(0, limits.address), page: page.slice(0, limits.address) }
}

/**
 * Returns undefined once the browser's list of resources is full at 250 entries (Resource
 * Timing §4).
 */
function findLastRequestTime(except: string): unknown {
  const resources = performance.getEntriesByType('resource')
  if (resources.length >= 250) return undefined
  const ends = [...performance.getEntriesByType('navigation'), ...resources]
    .filter(({ name }) => name !== except && name.startsWith(document.location.origin))
    .map(({ startTime, duration }) => startTime + duration)
  return performance.timeOrigin + Math.max(0, ...ends)
}

function readCookies(limits: Limits): unknown {
  return document.cookie.slice(0, limits.body)
}

/** Stops reading a body that is longer than any answer of Qlik Sense. */
async function fetchText(url: string, timeoutMs: number, limits: Limits): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await fetch(url, { credentials: 'include', cache: 'no-store', redirect: 'manual', signal })
    const reader = answer.body?.getReader()
    const decoder = new TextDecoder()
    let body = ''
    for (let isDone = reader === undefined; !isDone && body.length < limits.body; ) {
      const chunk = await reader?.read()
      isDone = chunk?.done !== false
      body += decoder.decode(chunk?.value, { stream: !isDone })
    }
    // The rest is not needed, and its end does not matter.
    reader?.cancel().catch(() => {})
    return { status: answer.status, body: body.slice(0, limits.body) }
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown)
    return { status: 0, body: '', error: error.slice(0, limits.text) }
  }
}
