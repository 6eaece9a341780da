import * as v from 'valibot'
import browser, { type Scripting } from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { qlikTimeoutMs } from '#protocol/limits'
import { parsed } from '#shared/parsed'
import { abortable } from '../abortable.ts'
import { lookTimeoutMs, pageTimeoutMs } from '../limits.ts'

const PageSchema = v.object({
  url: v.string(),
  title: v.string(),
  status: v.number(),
  /** The sentence with which Qlik Sense keeps a signed-in user out. */
  refusal: v.optional(v.string()),
  /** The address that the browser was led here from, as far as it tells. */
  referrer: v.optional(v.string()),
})
const AnswerSchema = v.object({
  status: v.number(),
  body: v.string(),
  /** Why there was no answer. */
  failed: v.optional(v.string()),
})

const FrameSchema = v.object({
  url: v.string(),
  /** Origin of the page that it stands in. */
  page: v.string(),
})

/** What a tab shows. `status` is the HTTP status of its document, 0 when the browser does not tell. */
export type Page = v.InferOutput<typeof PageSchema>
export type Answer = v.InferOutput<typeof AnswerSchema>
export type Frame = v.InferOutput<typeof FrameSchema> & { id: number }

/** Looks into a tab. Undefined where the browser lets nobody in: its own error pages, hosts without permission. */
export interface PageInTab {
  /**
   * Throws TAB_BLOCKED for a page that does nothing more: while a dialog of its own waits for an answer, and while its script is busy.
   * Nothing tells the one from the other (measured on Chromium 156).
   */
  look(tabId: number): Promise<Page | undefined>
  /** What the server answers to the page itself, or to a frame in it, with the cookies of the tab's own store. Throws TAB_BLOCKED. */
  get(tabId: number, url: string, frameId?: number): Promise<Answer | undefined>
  /** Those that the permissions reach, where they reach the page too. */
  frames(tabId: number): Promise<Frame[]>
  /** When the page had its last answer from its own server, that address left out; sockets do not count. Undefined where nobody knows. */
  lastRequestAt(tabId: number, except: string): Promise<number | undefined>
}

export const pageInTab: PageInTab = {
  look: async tabId =>
    parsed(PageSchema, (await run({ tabId }, describeDocument, [], lookTimeoutMs))[0]?.result),
  async get(tabId, url, frameId) {
    const target = frameId === undefined ? { tabId } : { tabId, frameIds: [frameId] }
    return parsed(AnswerSchema, (await run(target, fetchText, [url, String(qlikTimeoutMs)]))[0]?.result)
  },
  async frames(tabId) {
    const injected = await run({ tabId, allFrames: true }, describeFrame, []).catch(() => [])
    return injected.flatMap(({ frameId, result }) => {
      const frame = parsed(FrameSchema, result)
      return frame === undefined ? [] : [{ id: frameId, ...frame }]
    })
  },
  lastRequestAt: async (tabId, except) =>
    parsed(v.number(), (await run({ tabId }, timeOfLastRequest, [except]).catch(() => []))[0]?.result),
}

async function run<Args extends string[]>(
  target: Scripting.InjectionTarget,
  func: (...args: Args) => unknown,
  args: Args,
  timeoutMs = pageTimeoutMs,
): Promise<Scripting.InjectionResult[]> {
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    // The polyfill types functions without parameters only.
    const looking = browser.scripting.executeScript({ target, func: func as () => unknown, args })
    return await abortable(looking, deadline)
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
    // Its words: qlik-sense-facts §4.5 and §4.6.
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
function timeOfLastRequest(except: string): unknown {
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
    return { status: 0, body: '', failed: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
