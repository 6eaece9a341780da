import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { DevtoolsPipe } from '../../cli/browser/devtools-pipe.ts'
import { abortable } from '../../util/abort.ts'

/** A tab with cookies that no other tab has. */
export class DevtoolsTab implements AsyncDisposable {
  static async open(devtools: DevtoolsPipe, signal: AbortSignal): Promise<DevtoolsTab> {
    const send = (method: string, params: object) => abortable(devtools.send(method, params), signal)
    const { browserContextId } = v.parse(ContextSchema, await send('Target.createBrowserContext', {}))
    const tab = new DevtoolsTab(devtools, browserContextId, signal)
    try {
      const { targetId } = v.parse(
        TargetSchema,
        await send('Target.createTarget', { url: 'about:blank', browserContextId }),
      )
      const { sessionId } = v.parse(
        SessionSchema,
        await send('Target.attachToTarget', { targetId, flatten: true }),
      )
      tab.#sessionId = sessionId
      await tab.#send('Page.enable', {})
      return tab
    } catch (error) {
      await tab[Symbol.asyncDispose]()
      throw error
    }
  }

  #sessionId = ''
  #shown = ''

  private constructor(
    private readonly devtools: DevtoolsPipe,
    private readonly browserContextId: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Rejects if the browser takes no such cookie. */
  async setCookie(cookie: object): Promise<void> {
    await this.#sendToBrowser('Storage.setCookies', { cookies: [cookie] })
  }

  async listCookies(): Promise<v.InferOutput<typeof CookiesSchema>['cookies']> {
    return v.parse(CookiesSchema, await this.#sendToBrowser('Storage.getCookies', {})).cookies
  }

  /** Shows an address. Returns the browser's error, if it shows none of the site. */
  async show(url: string): Promise<string | undefined> {
    this.#shown = url
    const loaded = this.devtools.waitFor('Page.loadEventFired', this.#sessionId)
    // It is awaited only if the page loads.
    loaded.catch(() => {})
    const { errorText } = v.parse(NavigationSchema, await this.#send('Page.navigate', { url }))
    if (errorText === undefined) await abortable(loaded, this.signal)
    return errorText
  }

  /** Evaluates an expression in the page, and waits if it is a promise. */
  async evaluate<Schema extends v.GenericSchema>(
    schema: Schema,
    expression: string,
  ): Promise<v.InferOutput<Schema>> {
    const options = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = v.parse(
      EvaluationSchema,
      await this.#send('Runtime.evaluate', options),
    )
    if (exceptionDetails !== undefined)
      throw failure('HUB_UNREACHABLE', { hub: this.#shown, reason: exceptionDetails.text })
    return v.parse(schema, result.value)
  }

  /** Closes the tab and forgets its cookies, also after an abort. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { devtools, browserContextId } = this
    await devtools.send('Target.disposeBrowserContext', { browserContextId }).catch(() => {})
  }

  #sendToBrowser(method: string, params: object): Promise<unknown> {
    const { devtools, browserContextId, signal } = this
    return abortable(devtools.send(method, { ...params, browserContextId }), signal)
  }

  #send(method: string, params: object): Promise<unknown> {
    return abortable(this.devtools.send(method, params, this.#sessionId), this.signal)
  }
}

const ContextSchema = v.object({ browserContextId: v.string() })
const TargetSchema = v.object({ targetId: v.string() })
const SessionSchema = v.object({ sessionId: v.string() })
const NavigationSchema = v.object({ errorText: v.optional(v.string()) })
const EvaluationSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
})
const CookiesSchema = v.object({
  cookies: v.array(
    v.object({
      name: v.string(),
      value: v.string(),
      session: v.boolean(),
      domain: v.string(),
      path: v.string(),
    }),
  ),
})
