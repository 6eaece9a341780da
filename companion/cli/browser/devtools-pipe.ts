import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import * as v from 'valibot'
import { browserError } from './find-program.ts'

const AnswerSchema = v.object({
  id: v.number(),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ message: v.string() })),
})

/** Sends commands of the DevTools protocol through the pipes 3 and 4 of a browser. */
export interface DevtoolsPipe {
  /** Throws BROWSER_NOT_OPENED if the browser refuses the command or ends. */
  send(method: string, params: object): Promise<void>
}

/**
 * Connects to a browser that was started with `--remote-debugging-pipe`. Unlike a port, other
 * programs cannot use it. Messages end with a null byte.
 */
export function connectToDevtools(child: ChildProcess, program: string): DevtoolsPipe {
  const [, , , input, output] = child.stdio as [unknown, unknown, unknown, Writable, Readable]
  const waiting = new Map<number, (problem: string | undefined) => void>()
  let rest = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), AnswerSchema), message)
      if (parsed.success) waiting.get(parsed.output.id)?.(parsed.output.error?.message)
    }
  })
  const endAll = () => {
    for (const settle of waiting.values()) settle('it ended')
  }
  input.on('error', endAll)
  output.on('error', endAll)
  child.once('exit', endAll).once('error', endAll)
  let lastId = 0
  return {
    async send(method, params) {
      lastId += 1
      const id = lastId
      const problem = await new Promise<string | undefined>(resolve => {
        waiting.set(id, resolve)
        input.write(`${JSON.stringify({ id, method, params })}\0`)
      })
      waiting.delete(id)
      if (problem !== undefined) throw browserError(program, problem)
    },
  }
}
