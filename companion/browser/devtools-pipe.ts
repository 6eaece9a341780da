import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import * as v from 'valibot'
import { browserError } from './find-program.ts'

const MessageSchema = v.union([
  v.object({
    id: v.number(),
    result: v.optional(v.unknown()),
    error: v.optional(v.object({ message: v.string() })),
  }),
  v.object({ method: v.string(), sessionId: v.optional(v.string()) }),
])

/** Sends commands of the DevTools protocol through the pipes 3 and 4 of a browser. */
export interface DevtoolsPipe {
  /**
   * Sends a command to the browser, or to the page of a session. Returns its result. Throws
   * BROWSER_NOT_OPENED if the browser refuses the command or ends.
   */
  send(method: string, params: object, sessionId?: string): Promise<unknown>
  /** Resolves at the next event of a page. Throws BROWSER_NOT_OPENED if the browser ends. */
  waitFor(event: string, sessionId: string): Promise<void>
}

type Settle = (answer: { result?: unknown; problem?: string }) => void

/**
 * Connects to a browser that was started with `--remote-debugging-pipe`. Unlike a port, other
 * programs cannot use it. Messages end with a null byte.
 */
export function connectToDevtools(child: ChildProcess, program: string): DevtoolsPipe {
  const [, , , input, output] = child.stdio as [unknown, unknown, unknown, Writable, Readable]
  const waiting = new Map<string, Settle[]>()
  let hasEnded = false
  const settleAll = (key: string, answer: Parameters<Settle>[0]) => {
    const settles = waiting.get(key) ?? []
    waiting.delete(key)
    for (const settle of settles) settle(answer)
  }
  const receive = (message: v.InferOutput<typeof MessageSchema>) => {
    if ('method' in message) settleAll(toEventKey(message.method, message.sessionId), {})
    else
      settleAll(String(message.id), {
        result: message.result,
        ...(message.error === undefined ? {} : { problem: message.error.message }),
      })
  }
  let rest = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MessageSchema), message)
      if (parsed.success) receive(parsed.output)
    }
  })
  const endAll = () => {
    hasEnded = true
    for (const key of [...waiting.keys()]) settleAll(key, { problem: 'it ended' })
  }
  input.on('error', endAll)
  output.on('error', endAll)
  child.once('exit', endAll).once('error', endAll)
  const wait = async (key: string): Promise<unknown> => {
    const { result, problem } = await new Promise<Parameters<Settle>[0]>(resolve => {
      if (hasEnded) resolve({ problem: 'it ended' })
      else waiting.set(key, [...(waiting.get(key) ?? []), resolve])
    })
    if (problem !== undefined) throw browserError(program, problem)
    return result
  }
  let lastId = 0
  return {
    send(method, params, sessionId) {
      lastId += 1
      const answer = wait(String(lastId))
      input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
      return answer
    },
    async waitFor(event, sessionId) {
      await wait(toEventKey(event, sessionId))
    },
  }
}

const toEventKey = (event: string, sessionId = ''): string => `${event} ${sessionId}`
