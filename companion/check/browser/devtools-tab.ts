import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { DevtoolsPipe } from '../../browser/devtools-pipe.ts'
import { abortable } from '../../util/abort.ts'

export interface TabPlace {
  devtools: DevtoolsPipe
  signal: AbortSignal
  /** The cookies of another tab. By default, the tab has its own. */
  contextId?: string
}

/** A tab of a browser. Its methods throw BROWSER_NOT_OPENED and the reason of the signal. */
export class DevtoolsTab implements AsyncDisposable {
  static async open(place: TabPlace): Promise<DevtoolsTab> {
    const { devtools, signal } = place
    const contextId = place.contextId ?? (await createContext(place))
    const isOwner = place.contextId === undefined
    const end = (targetId?: string) =>
      isOwner
        ? devtools.send('Target.disposeBrowserContext', { browserContextId: contextId })
        : devtools.send('Target.closeTarget', { targetId })
    try {
      const created = await abortable(
        devtools.send('Target.createTarget', { url: 'about:blank', browserContextId: contextId }),
        signal,
      )
      const { targetId } = v.parse(TargetSchema, created)
      const attached = devtools.send('Target.attachToTarget', { targetId, flatten: true })
      const { sessionId } = v.parse(SessionSchema, await abortable(attached, signal))
      const tab = new DevtoolsTab({ ...place, contextId }, sessionId, () => end(targetId))
      await tab.send('Page.enable')
      return tab
    } catch (error) {
      if (isOwner) await end().catch(() => {})
      throw error
    }
  }

  #shown = ''

  private constructor(
    readonly place: Required<TabPlace>,
    private readonly sessionId: string,
    private readonly end: () => Promise<unknown>,
  ) {}

  /** Sends a command to the tab. */
  send(method: string, params: object = {}): Promise<unknown> {
    const { devtools, signal } = this.place
    return abortable(devtools.send(method, params, this.sessionId), signal)
  }

  /** Rejects if the browser takes no such cookie. */
  async setCookie(cookie: object): Promise<void> {
    const { devtools, contextId, signal } = this.place
    const params = { cookies: [cookie], browserContextId: contextId }
    await abortable(devtools.send('Storage.setCookies', params), signal)
  }

  /** Shows an address. Returns the browser's error, if it shows none of the site. */
  async show(url: string): Promise<string | undefined> {
    this.#shown = url
    const loaded = this.place.devtools.waitFor('Page.loadEventFired', this.sessionId)
    // It is awaited only if the page loads.
    loaded.catch(() => {})
    const { errorText } = v.parse(NavigationSchema, await this.send('Page.navigate', { url }))
    if (errorText === undefined) await abortable(loaded, this.place.signal)
    return errorText
  }

  async goBack(): Promise<void> {
    // A page that was kept does not load again.
    const shown = this.place.devtools.waitFor('Page.frameNavigated', this.sessionId)
    shown.catch(() => {})
    await this.evaluate(v.unknown(), 'history.back()')
    await abortable(shown, this.place.signal)
    await this.evaluate(
      v.unknown(),
      "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))",
    )
  }

  /**
   * Evaluates an expression in the page or in a frame of it, and waits if it is a promise. Throws
   * HUB_UNREACHABLE if the page does not let it.
   */
  async evaluate<Schema extends v.GenericSchema>(
    schema: Schema,
    expression: string,
    frameId?: string,
  ): Promise<v.InferOutput<Schema>> {
    const world =
      frameId === undefined
        ? {}
        : v.parse(WorldSchema, await this.send('Page.createIsolatedWorld', { frameId }))
    const { result, exceptionDetails } = v.parse(
      EvaluationSchema,
      await this.send('Runtime.evaluate', {
        ...{ expression, awaitPromise: true, returnByValue: true },
        ...('executionContextId' in world ? { contextId: world.executionContextId } : {}),
      }),
    )
    const parsed = v.safeParse(schema, result.value)
    if (exceptionDetails === undefined && parsed.success) return parsed.output
    throw failure('HUB_UNREACHABLE', { hub: this.#shown, reason: exceptionDetails?.text ?? 'no such value' })
  }

  /** Closes the tab, and forgets its cookies if no other tab has lent them. Works after an abort, too. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.end().catch(() => {})
  }
}

async function createContext({ devtools, signal }: TabPlace): Promise<string> {
  const created = await abortable(devtools.send('Target.createBrowserContext', {}), signal)
  return v.parse(ContextSchema, created).browserContextId
}

const ContextSchema = v.object({ browserContextId: v.string() })
const TargetSchema = v.object({ targetId: v.string() })
const SessionSchema = v.object({ sessionId: v.string() })
const NavigationSchema = v.object({ errorText: v.optional(v.string()) })
const WorldSchema = v.object({ executionContextId: v.number() })
const EvaluationSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
})
