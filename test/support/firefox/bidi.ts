import type { Browser } from 'puppeteer-core'
import * as v from 'valibot'

/** The connection of Puppeteer, which its types hide. Firefox has commands that Puppeteer lacks. */
interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>
}

const hasConnection = (browser: Browser): browser is Browser & { connection: BidiConnection } =>
  'connection' in browser

/** Sends a WebDriver BiDi command and returns its result. */
export async function sendBidi(browser: Browser, method: string, params: object): Promise<unknown> {
  if (!hasConnection(browser)) throw new Error('this browser does not speak WebDriver BiDi')
  return (await browser.connection.send(method, params)).result
}

const TreeSchema = v.object({ contexts: v.array(v.object({ context: v.string() })) })
const EvaluationSchema = v.variant('type', [
  v.object({ type: v.literal('success'), result: v.object({ value: v.optional(v.unknown()) }) }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
])

/** Evaluates an expression in the window of the browser itself, where its prompts are. */
export async function evaluateInWindow(browser: Browser, expression: string): Promise<unknown> {
  const tree = v.parse(
    TreeSchema,
    await sendBidi(browser, 'browsingContext.getTree', { 'moz:scope': 'chrome' }),
  )
  const evaluation = v.parse(
    EvaluationSchema,
    await sendBidi(browser, 'script.evaluate', {
      expression,
      target: { context: tree.contexts[0]?.context },
      awaitPromise: true,
    }),
  )
  if (evaluation.type === 'exception') throw new Error(evaluation.exceptionDetails.text)
  return evaluation.result.value
}
