import * as v from 'valibot'
import { message } from '#messages/message'
import { type Command, type CommandParams, type CommandResult, commands } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import type { ResponseMessage } from '#protocol/messages'
import { CompanionMessageSchema, type Progress } from '#protocol/progress'
import type { NativePort } from '../browser/native-port.ts'
import { toDisconnectError } from './disconnect-reason.ts'

export interface RequestOptions {
  timeoutMs: number
  /** Passed on when it is aborted: the companion stops and answers CANCELLED. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
}

interface PendingRequest {
  progress(progress: Progress): void
  answer(response: ResponseMessage): void
  fail(reason: HubpassError): void
}

/** Sends requests over one native port and matches the responses by their ids. */
export class RpcChannel {
  readonly #port: NativePort
  readonly #pending = new Map<number, PendingRequest>()
  readonly #disconnectListeners: ((reason: HubpassError) => void)[] = []
  #disconnectReason: HubpassError | undefined
  #lastId = 0

  constructor(port: NativePort, extensionId: string) {
    this.#port = port
    port.onDisconnect(browserSaid => this.#handleDisconnect(toDisconnectError(browserSaid, extensionId)))
    port.onMessage(received => this.#handleMessage(received))
  }

  /**
   * Throws the companion's own finding, or COMPANION_* if the companion is gone, silent or
   * unreadable. The time limit starts again with each report of progress.
   */
  async request<C extends Command>(
    command: C,
    params: CommandParams<C>,
    { timeoutMs, signal, onProgress }: RequestOptions,
  ): Promise<CommandResult<C>> {
    if (this.#disconnectReason !== undefined) throw this.#disconnectReason
    this.#lastId += 1
    const id = this.#lastId
    const cancel = (): void => this.#port.send({ id: 0, command: 'cancel', params: { request: id } })
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const response = await new Promise<ResponseMessage>((answer, fail) => {
        const startTimer = () => {
          clearTimeout(timer)
          const timeout = () => fail(failure('COMPANION_TIMEOUT', { command, afterMs: timeoutMs }))
          timer = setTimeout(timeout, timeoutMs)
        }
        const progress = (progress: Progress) => {
          startTimer()
          onProgress?.(progress)
        }
        this.#pending.set(id, { progress, answer, fail })
        startTimer()
        signal?.addEventListener('abort', cancel, { once: true })
        this.#port.send({ id, command, params })
        if (signal?.aborted) cancel()
      })
      if (!response.ok) throw new HubpassError(response.error)
      return parseResult(command, response.result)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      this.#pending.delete(id)
    }
  }

  /** Registers a listener that is called once, when the process ends unexpectedly. */
  onDisconnect(listener: (reason: HubpassError) => void): void {
    this.#disconnectListeners.push(listener)
  }

  #handleMessage(received: unknown): void {
    const parsed = v.safeParse(CompanionMessageSchema, received, parseConfig)
    if (!parsed.success)
      this.#closeWithError(failure('COMPANION_GARBLED', { detail: message('reason.notOfProtocol') }))
    else if ('progress' in parsed.output)
      this.#pending.get(parsed.output.id)?.progress(parsed.output.progress)
    else if (parsed.output.id !== null) this.#pending.get(parsed.output.id)?.answer(parsed.output)
    // An error without a request id may belong to any pending request.
    else if (!parsed.output.ok) this.#failAll(new HubpassError(parsed.output.error))
  }

  /** Closes an unusable channel. The next request starts another companion. */
  #closeWithError(reason: HubpassError): void {
    this.#handleDisconnect(reason)
    this.#port.close()
  }

  #handleDisconnect(reason: HubpassError): void {
    this.#disconnectReason = reason
    this.#failAll(reason)
    for (const notify of this.#disconnectListeners.splice(0)) notify(reason)
  }

  #failAll(reason: HubpassError): void {
    for (const { fail } of this.#pending.values()) fail(reason)
  }
}

/** To collect every issue of a large message takes seconds. */
const parseConfig = { abortEarly: true }

function parseResult<C extends Command>(command: C, result: unknown): CommandResult<C> {
  const parsed = v.safeParse(commands[command].result, result, parseConfig)
  if (!parsed.success)
    throw failure('COMPANION_GARBLED', { detail: message('reason.answerIncomplete', { command }) })
  // The command selects the schema, but the compiler cannot follow that.
  return parsed.output as CommandResult<C>
}
