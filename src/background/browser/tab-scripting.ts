import * as v from 'valibot'
import browser, { type Scripting } from 'webextension-polyfill'
import { qlikTimeoutMs } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { parseOrUndefined } from '#shared/parsed'
import { abortable } from '../async/abortable.ts'
import { pageTimeoutMs, readDocumentTimeoutMs } from '../timeouts.ts'

const DocumentInfoSchema = v.object({
  url: v.string(),
  title: v.string(),
  status: v.number(),
  /** The sentence with which Qlik Sense keeps a signed-in user out. */
  refusal: v.optional(v.string()),
  /** The address that the browser was led here from, as far as it tells. */
  referrer: v.optional(v.string()),
})
const FetchResultSchema = v.object({
  status: v.number(),
  body: v.string(),
  /** Why there was no answer. */
  error: v.optional(v.string()),
})

const FrameInfoSchema = v.object({
  url: v.string(),
  /** Origin of the page that it stands in. */
  page: v.string(),
})

/** What a tab shows. `status` is the HTTP status of its document, 0 when the browser does not tell. */
export type DocumentInfo = v.InferOutput<typeof DocumentInfoSchema>
export type FetchResult = v.InferOutput<typeof FetchResultSchema>
export type FrameInfo = v.InferOutput<typeof FrameInfoSchema> & { id: number }

/** Looks into a tab. Undefined where the browser lets nobody in: its own error pages, hosts without permission. */
export interface TabScripting {
  /**
   * Throws TAB_BLOCKED for a page that does nothing more: while a dialog of its own waits for an answer, and while its script is busy.
   * Nothing tells the one from the other (measured on Chromium 156).
   */
  readDocument(tabId: number): Promise<DocumentInfo | undefined>
  /** What the server answers to the page itself, or to a frame in it, with the cookies of the tab's own store. Throws TAB_BLOCKED. */
  fetchInTab(tabId: number, url: string, frameId?: number): Promise<FetchResult | undefined>
  /** Those that the permissions reach, where they reach the page too. */
  listFrames(tabId: number): Promise<FrameInfo[]>
  /** When the page had its last answer from its own server, that address left out; sockets do not count. Undefined where nobody knows. */
  getLastRequestTime(tabId: number, except: string): Promise<number | undefined>
}

export const tabScripting: TabScripting = {
  readDocument: async tabId =>
    parseOrUndefined(
      DocumentInfoSchema,
      (await runScript({ tabId }, describeDocument, [], readDocumentTimeoutMs))[0]?.result,
    ),
  async fetchInTab(tabId, url, frameId) {
    const target = frameId === undefined ? { tabId } : { tabId, frameIds: [frameId] }
    return parseOrUndefined(
      FetchResultSchema,
      (await runScript(target, fetchText, [url, String(qlikTimeoutMs)]))[0]?.result,
    )
  },
  async listFrames(tabId) {
    const injected = await runScript({ tabId, allFrames: true }, describeFrame, []).catch(() => [])
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
}

async function runScript<Args extends string[]>(
  target: Scripting.InjectionTarget,
  func: (...args: Args) => unknown,
  args: Args,
  timeoutMs = pageTimeoutMs,
): Promise<Scripting.InjectionResult[]> {
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    // The polyfill types functions without parameters only.
    const execution = browser.scripting.executeScript({ target, func: func as () => unknown, args })
    return await abortable(execution, deadline)
  } catch {
    if (deadline.aborted) throw failure('TAB_BLOCKED', {})
    return []
  }
}

// These run inside the page: they may use nothing from this file, and the worker's types know no document.
declare const document: {
  title: string
  location: { href: string; origin: string; ancestorOrigins?: ArrayLike<string> }
  referrer: string
  body: { innerText: string } | null
}
declare const window: { top: unknown; self: unknown }

function describeDocument(): unknown {
  const [navigation] = performance.getEntriesByType('navigation')
  return {
    url: document.location.href,
    title: document.title,
    // Its words: docs/facts/qlik-sense.md §4.5 and §4.6.
    refusal: /You cannot access Qlik Sense because[^.]{1,100}\./i.exec(document.body?.innerText ?? '')?.[0],
    status: navigation !== undefined && 'responseStatus' in navigation ? navigation.responseStatus : 0,
    referrer: document.referrer,
  }
}

/** Nothing for the page itself. Firefox tells only who has asked for the frame, at times with a query that is nobody's business. */
function describeFrame(): unknown {
  const { referrer, location } = document
  const { href, ancestorOrigins } = location
  if (window.top === window.self) return undefined
  const asker = referrer === '' ? '' : new URL(referrer).origin
  return { url: href, page: ancestorOrigins?.[ancestorOrigins.length - 1] ?? asker }
}

/** Undefined once the record of resources is full, which takes no more then: 250 (Resource Timing §4). */
function findLastRequestTime(except: string): unknown {
  const resources = performance.getEntriesByType('resource')
  if (resources.length >= 250) return undefined
  const ends = [...performance.getEntriesByType('navigation'), ...resources]
    .filter(({ name }) => name !== except && name.startsWith(document.location.origin))
    .map(({ startTime, duration }) => startTime + duration)
  return performance.timeOrigin + Math.max(0, ...ends)
}

async function fetchText(url: string, timeoutMs: string): Promise<unknown> {
  const signal = AbortSignal.timeout(Number(timeoutMs))
  try {
    const answer = await fetch(url, { credentials: 'include', cache: 'no-store', redirect: 'manual', signal })
    return { status: answer.status, body: await answer.text() }
  } catch (thrown) {
    return { status: 0, body: '', error: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
