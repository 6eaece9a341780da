import { type Command, commands, isCommand, type Params, type Result } from '#protocol/commands'
import { failure, findingFrom } from '#protocol/errors'
import { type Request, RequestSchema, type Response } from '#protocol/messages'
import { parse } from '#protocol/parse'
import { type Context, handlers } from './commands/index.ts'

/**
 * Requests to answers: runs commands side by side, each with its own signal. The one place where what was thrown becomes
 * an answer.
 */
export class Dispatcher {
  readonly #running = new Set<Running>()

  /** Never rejects. A message that is no request at all is answered with the id null. */
  async answer(message: unknown): Promise<Response> {
    let id: number | null = null
    try {
      const request = parse(RequestSchema, message, 'Message')
      id = request.id
      return { id, ok: true, result: await this.#run(request) }
    } catch (thrown) {
      return { id, ok: false, error: findingFrom(thrown) }
    }
  }

  /** Cancels what still runs and waits until it has cleaned up. */
  async close(): Promise<void> {
    const left = [...this.#running]
    for (const { controller } of left) controller.abort()
    await Promise.allSettled(left.map(({ result }) => result))
  }

  async #run({ id, command, params }: Request): Promise<unknown> {
    if (!isCommand(command)) throw unknownCommand(command)
    const controller = new AbortController()
    const result = this.#handle(command, params, controller.signal)
    const running = { id, controller, result }
    this.#running.add(running)
    return result.finally(() => this.#running.delete(running))
  }

  async #handle<C extends Command>(command: C, received: unknown, signal: AbortSignal): Promise<Result<C>> {
    const schema = commands[command]
    // The table is typed command by command; the compiler cannot follow one key through it.
    const params = parse(schema.params, received, command) as Params<C>
    const context: Context = { signal, cancel: id => this.#cancel(id), via: 'browser' }
    const result = await handlers[command](params, context)
    return parse(schema.result, result, `${command} result`) as Result<C>
  }

  #cancel(id: number): boolean {
    const meant = [...this.#running].filter(running => running.id === id)
    for (const { controller } of meant) controller.abort()
    return meant.length > 0
  }
}

interface Running {
  id: number
  controller: AbortController
  result: Promise<unknown>
}

const unknownCommand = (command: string) =>
  failure('BAD_REQUEST', {
    field: 'Command',
    received: command,
    expected: `one of ${Object.keys(commands).join(', ')}`,
  })
