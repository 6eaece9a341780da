import * as v from 'valibot'
import { type Command, commands, type Params, type Result } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { commandTimeoutMs, helloTimeoutMs } from '#protocol/limits'
import { type Response, ResponseSchema } from '#protocol/messages'
import { commonVersion, protocolVersions } from '#protocol/versions'
import type { NativePort } from './browser/native-port.ts'
import { companionGone } from './companion-failures.ts'

/** A companion that has greeted and speaks our protocol. */
export interface Companion {
  version: string
  /**
   * Throws the companion's own finding; COMPANION_* when it is gone, silent or unreadable. An aborted signal is
   * passed on: the companion stops, ends what it had begun and answers CANCELLED.
   */
  request<C extends Command>(command: C, params: Params<C>, signal?: AbortSignal): Promise<Result<C>>
  /** Told once when the process ends without being asked to. */
  onGone(listener: (reason: HubpassError) => void): void
  close(): void
}

/** Ourselves, as we introduce ourselves. */
export interface Extension {
  id: string
  version: string
}

/** Greets the companion at the other end. Throws COMPANION_* or VERSION_MISMATCH, and then leaves no process behind. */
export async function greet(port: NativePort, extension: Extension): Promise<Companion> {
  const channel = openChannel(port, extension.id)
  try {
    const hello = await channel.request(
      'hello',
      { protocol: protocolVersions, extension: extension.version },
      helloTimeoutMs,
    )
    commonVersion({ extension: protocolVersions, companion: hello.protocol })
    return {
      version: hello.companion,
      request: (command, params, signal) => channel.request(command, params, commandTimeoutMs, signal),
      onGone: channel.onGone,
      close: () => port.close(),
    }
  } catch (thrown) {
    port.close()
    throw thrown
  }
}

/** Requests and answers over one port, matched by their ids. */
function openChannel(port: NativePort, extensionId: string) {
  const waiting = new Map<number, { answer(response: Response): void; fail(reason: HubpassError): void }>()
  const goneListeners: ((reason: HubpassError) => void)[] = []
  let gone: HubpassError | undefined
  let lastId = 0

  const failAll = (reason: HubpassError): void => {
    for (const { fail } of waiting.values()) fail(reason)
  }
  const lose = (reason: HubpassError): void => {
    gone = reason
    failAll(reason)
    for (const tell of goneListeners.splice(0)) tell(reason)
  }
  /** A companion that is silent or cannot be understood is of no use to anybody: the next request starts another. */
  const giveUp = (reason: HubpassError): void => {
    lose(reason)
    port.close()
  }

  port.onDisconnect(browserSaid => lose(companionGone(browserSaid, extensionId)))
  port.onMessage(message => {
    const parsed = v.safeParse(ResponseSchema, message)
    if (!parsed.success) giveUp(failure('COMPANION_GARBLED', { detail: notAsPromised }))
    else if (parsed.output.id !== null) waiting.get(parsed.output.id)?.answer(parsed.output)
    // An answer that belongs to no request we know may be meant for any of them.
    else if (!parsed.output.ok) failAll(new HubpassError(parsed.output.error))
  })

  const request = async <C extends Command>(
    command: C,
    params: Params<C>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Result<C>> => {
    if (gone !== undefined) throw gone
    lastId += 1
    const id = lastId
    const cancel = (): void => port.send({ id: 0, command: 'cancel', params: { request: id } })
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const response = await new Promise<Response>((answer, fail) => {
        waiting.set(id, { answer, fail })
        timer = setTimeout(
          () => fail(failure('COMPANION_TIMEOUT', { command, afterMs: timeoutMs })),
          timeoutMs,
        )
        signal?.addEventListener('abort', cancel, { once: true })
        port.send({ id, command, params })
        if (signal?.aborted) cancel()
      })
      if (!response.ok) throw new HubpassError(response.error)
      return readResult(command, response.result)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      waiting.delete(id)
    }
  }

  return { request, onGone: (listener: (reason: HubpassError) => void) => void goneListeners.push(listener) }
}

const notAsPromised = 'it is not of the form that the protocol promises'

function readResult<C extends Command>(command: C, result: unknown): Result<C> {
  const parsed = v.safeParse(commands[command].result, result)
  if (!parsed.success) {
    throw failure('COMPANION_GARBLED', {
      detail: `its answer to "${command}" lacks what the protocol promises`,
    })
  }
  // The schema was picked by the command, which the compiler does not follow.
  return parsed.output as Result<C>
}
