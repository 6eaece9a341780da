import { type Command, type CommandParams, type CommandResult, commands, isCommand } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { type RequestMessage, RequestMessageSchema, type ResponseMessage } from '#protocol/messages'
import { parseOrThrow } from '#protocol/validate'
import type { CommandContext } from '../commands/command-handler.ts'
import { handlers } from '../commands/index.ts'

/**
 * Answers requests. Runs commands concurrently, each with its own signal. Only here does a thrown
 * error become a response.
 */
export class Dispatcher {
  readonly #running = new Set<RunningRequest>()

  /** Never rejects. The response to a message that is not a request has the id null. */
  async answer(message: unknown): Promise<ResponseMessage> {
    let id: number | null = null
    try {
      const request = parseOrThrow(RequestMessageSchema, message, 'Message')
      id = request.id
      return { id, ok: true, result: await this.#run(request) }
    } catch (thrown) {
      return { id, ok: false, error: toFinding(thrown) }
    }
  }

  /** Cancels running requests and waits until they have cleaned up. */
  async close(): Promise<void> {
    const remaining = [...this.#running]
    for (const { controller } of remaining) controller.abort()
    await Promise.allSettled(remaining.map(({ result }) => result))
  }

  async #run({ id, command, params }: RequestMessage): Promise<unknown> {
    if (!isCommand(command)) throw unknownCommandFailure(command)
    const controller = new AbortController()
    const result = this.#handle(command, params, controller.signal)
    const running = { id, controller, result }
    this.#running.add(running)
    return result.finally(() => this.#running.delete(running))
  }

  async #handle<C extends Command>(
    command: C,
    received: unknown,
    signal: AbortSignal,
  ): Promise<CommandResult<C>> {
    const schema = commands[command]
    // The table is typed per command, but the compiler cannot relate one key to its types.
    const params = parseOrThrow(schema.params, received, command) as CommandParams<C>
    const context: CommandContext = { signal, cancel: id => this.#cancel(id), via: 'browser' }
    const result = await handlers[command](params, context)
    return parseOrThrow(schema.result, result, `${command} result`) as CommandResult<C>
  }

  #cancel(id: number): boolean {
    const matching = [...this.#running].filter(running => running.id === id)
    for (const { controller } of matching) controller.abort()
    return matching.length > 0
  }
}

interface RunningRequest {
  id: number
  controller: AbortController
  result: Promise<unknown>
}

const unknownCommandFailure = (command: string) =>
  failure('BAD_REQUEST', {
    field: 'Command',
    received: command,
    expected: `one of ${Object.keys(commands).join(', ')}`,
  })
