import { type Command, type CommandParams, type CommandResult, commands, isCommand } from '#protocol/commands'
import { maxRunningRequests } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { type RequestMessage, RequestMessageSchema } from '#protocol/messages'
import type { CompanionMessage } from '#protocol/progress'
import { hideContent, parseOrThrow } from '#protocol/validate'
import type { CommandContext, Undo } from '../commands/command-handler.ts'
import { handlers } from '../commands/index.ts'
import { abortable } from '../util/abort.ts'
import { shortenTexts } from '../util/shorten-texts.ts'
import { RefusalCounter } from './refusals.ts'

/** Sends a message. Rejects if the other side cannot get it. */
type Deliver = (message: CompanionMessage) => Promise<void>

/**
 * Answers requests. Runs commands concurrently, each with its own signal. Only here does a thrown
 * error become a response.
 */
export class Dispatcher {
  readonly #running = new Set<RunningRequest>()
  readonly #refusals = new RefusalCounter()
  #isClosed = false

  /** `onFlood` is called once so many requests to ask a person were refused that the port must end. */
  constructor(
    private readonly deliver: Deliver,
    private readonly onFlood: () => void = () => {},
  ) {}

  /** Never rejects. The response to a message that is not a request has the id null. */
  async handle(message: unknown): Promise<void> {
    let id: number | null = null
    try {
      const request = parseOrThrow(RequestMessageSchema, message, 'Message')
      id = request.id
      await this.#start(request)
    } catch (thrown) {
      const error = shortenTexts(toFinding(thrown))
      // Nobody is there for a response that cannot be delivered.
      await this.deliver({ id, ok: false, error }).catch(() => {})
      if (this.#refusals.isFlood(error.code)) this.onFlood()
    }
  }

  /** Cancels running requests and waits until they have cleaned up. Later ones are cancelled at once. */
  async close(): Promise<void> {
    this.#isClosed = true
    const remaining = [...this.#running]
    for (const { controller } of remaining) controller.abort()
    await Promise.allSettled(remaining.map(({ done }) => done))
  }

  /** Throws BAD_REQUEST, BUSY, CANCELLED. */
  #start({ id, command, params: received }: RequestMessage): Promise<void> {
    if (this.#isClosed) throw failure('CANCELLED', {})
    if (!isCommand(command)) throw unknownCommandFailure(command)
    if (this.#running.size >= maxRunningRequests && !instantCommands.includes(command))
      throw failure('BUSY', { limit: maxRunningRequests })
    const controller = new AbortController()
    const done = this.#run(command, id, received, controller.signal)
    const running = { id, controller, done }
    this.#running.add(running)
    return done.finally(() => this.#running.delete(running))
  }

  async #run<C extends Command>(
    command: C,
    id: number,
    received: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    // The table is typed per command, but the compiler cannot relate one key to its types.
    const params = parseOrThrow(commands[command].params, received, command) as CommandParams<C>
    let undo: Undo | undefined
    const result = await runCommand(command, params, {
      signal,
      cancel: id => this.#cancel(id),
      via: 'browser',
      // Whoever cannot get it gets no response either.
      report: progress => signal.aborted || void this.deliver({ id, progress }).catch(() => {}),
      onUndelivered: given => {
        undo = given
      },
    })
    if (signal.aborted && undo !== undefined) throw await undo()
    try {
      await abortable(this.deliver({ id, ok: true, result }), signal)
    } catch {
      await undo?.()
    }
  }

  #cancel(id: number): boolean {
    const matching = [...this.#running].filter(running => running.id === id)
    for (const { controller } of matching) controller.abort()
    return matching.length > 0
  }
}

/** Commands that wait for nothing. A cancel even makes room. */
const instantCommands: readonly Command[] = ['hello', 'cancel']

interface RunningRequest {
  id: number
  controller: AbortController
  done: Promise<void>
}

async function runCommand<C extends Command>(
  command: C,
  params: CommandParams<C>,
  context: CommandContext,
): Promise<CommandResult<C>> {
  const result = await handlers[command](params, context)
  return parseOrThrow(commands[command].result, result, `${command} result`) as CommandResult<C>
}

const unknownCommandFailure = (command: string) =>
  failure('BAD_REQUEST', {
    field: 'Command',
    received: /^\w{1,40}$/.test(command) ? command : hideContent(command),
    expected: `one of ${Object.keys(commands).join(', ')}`,
  })
