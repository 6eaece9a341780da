import * as v from 'valibot'
import { message } from '#messages/message'
import { type Command, type CommandParams, type CommandResult, commands } from '#protocol/commands'
import { commandTimeoutMs, helloTimeoutMs } from '#protocol/constants'
import { failure, HubpassError } from '#protocol/errors'
import { type ResponseMessage, ResponseMessageSchema } from '#protocol/messages'
import { negotiateVersion, protocolVersions } from '#protocol/versions'
import type { NativePort } from '../browser/native-port.ts'
import { toDisconnectError } from './disconnect-reason.ts'

/** A companion that has greeted and speaks our protocol. */
export interface CompanionClient {
  version: string
  /**
   * Throws the companion's own finding; COMPANION_* when it is gone, silent or unreadable. An aborted signal is
   * passed on: the companion stops, ends what it had begun and answers CANCELLED.
   */
  request<C extends Command>(
    command: C,
    params: CommandParams<C>,
    signal?: AbortSignal,
  ): Promise<CommandResult<C>>
  /** Told once when the process ends without being asked to. */
  onDisconnect(listener: (reason: HubpassError) => void): void
  close(): void
}

/** Ourselves, as we introduce ourselves. */
export interface ExtensionInfo {
  id: string
  version: string
}

/** Greets the companion at the other end. Throws COMPANION_* or VERSION_MISMATCH, and then leaves no process behind. */
export async function handshake(port: NativePort, extension: ExtensionInfo): Promise<CompanionClient> {
  const channel = createRpcChannel(port, extension.id)
  try {
    const hello = await channel.request(
      'hello',
      { protocol: protocolVersions, extension: extension.version },
      helloTimeoutMs,
    )
    negotiateVersion({ extension: protocolVersions, companion: hello.protocol })
    return {
      version: hello.companion,
      request: (command, params, signal) => channel.request(command, params, commandTimeoutMs, signal),
      onDisconnect: channel.onDisconnect,
      close: () => port.close(),
    }
  } catch (thrown) {
    port.close()
    throw thrown
  }
}

/** Requests and answers over one port, matched by their ids. */
function createRpcChannel(port: NativePort, extensionId: string) {
  const pending = new Map<
    number,
    { answer(response: ResponseMessage): void; fail(reason: HubpassError): void }
  >()
  const disconnectListeners: ((reason: HubpassError) => void)[] = []
  let disconnectReason: HubpassError | undefined
  let lastId = 0

  const failAll = (reason: HubpassError): void => {
    for (const { fail } of pending.values()) fail(reason)
  }
  const handleDisconnect = (reason: HubpassError): void => {
    disconnectReason = reason
    failAll(reason)
    for (const notify of disconnectListeners.splice(0)) notify(reason)
  }
  /** A companion that is silent or cannot be understood is of no use to anybody: the next request starts another. */
  const closeWithError = (reason: HubpassError): void => {
    handleDisconnect(reason)
    port.close()
  }

  port.onDisconnect(browserSaid => handleDisconnect(toDisconnectError(browserSaid, extensionId)))
  port.onMessage(message => {
    const parsed = v.safeParse(ResponseMessageSchema, message)
    if (!parsed.success) closeWithError(failure('COMPANION_GARBLED', { detail: schemaMismatchDetail }))
    else if (parsed.output.id !== null) pending.get(parsed.output.id)?.answer(parsed.output)
    // An answer that belongs to no request we know may be meant for any of them.
    else if (!parsed.output.ok) failAll(new HubpassError(parsed.output.error))
  })

  const request = async <C extends Command>(
    command: C,
    params: CommandParams<C>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<CommandResult<C>> => {
    if (disconnectReason !== undefined) throw disconnectReason
    lastId += 1
    const id = lastId
    const cancel = (): void => port.send({ id: 0, command: 'cancel', params: { request: id } })
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const response = await new Promise<ResponseMessage>((answer, fail) => {
        pending.set(id, { answer, fail })
        timer = setTimeout(
          () => fail(failure('COMPANION_TIMEOUT', { command, afterMs: timeoutMs })),
          timeoutMs,
        )
        signal?.addEventListener('abort', cancel, { once: true })
        port.send({ id, command, params })
        if (signal?.aborted) cancel()
      })
      if (!response.ok) throw new HubpassError(response.error)
      return parseResult(command, response.result)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      pending.delete(id)
    }
  }

  return {
    request,
    onDisconnect: (listener: (reason: HubpassError) => void) => void disconnectListeners.push(listener),
  }
}

const schemaMismatchDetail = message('reason.notOfProtocol')

function parseResult<C extends Command>(command: C, result: unknown): CommandResult<C> {
  const parsed = v.safeParse(commands[command].result, result)
  if (!parsed.success) {
    throw failure('COMPANION_GARBLED', {
      detail: message('reason.answerIncomplete', { command }),
    })
  }
  // The schema was picked by the command, which the compiler does not follow.
  return parsed.output as CommandResult<C>
}
