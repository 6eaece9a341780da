import type { Command, CommandParams, CommandResult } from '#protocol/commands'
import {
  commandTimeoutMs,
  helloTimeoutMs,
  siteCheckTimeoutMs,
  siteDialogTimeoutMs,
  xrayTimeoutMs,
} from '#protocol/constants'
import { failure, HubpassError } from '#protocol/errors'
import type { ExtensionFolder } from '#protocol/extension-folder'
import type { Progress } from '#protocol/progress'
import { negotiateVersion, protocolVersions } from '#protocol/versions'
import type { NativePort } from '../browser/native-port.ts'
import { RpcChannel } from './rpc-channel.ts'

/** Sends requests to a running companion that has completed the handshake. */
export interface CompanionClient {
  version: string
  extensionFolder: ExtensionFolder | undefined
  invocation: string[] | undefined
  /**
   * Throws the companion's own finding, or COMPANION_* if the companion is gone, silent or
   * unreadable, or COMPANION_TOO_OLD if it does not know the command. An aborted signal is passed
   * on: the companion stops, ends what it has begun and answers CANCELLED.
   */
  request<C extends Command>(
    command: C,
    params: CommandParams<C>,
    signal?: AbortSignal,
    onProgress?: (progress: Progress) => void,
  ): Promise<CommandResult<C>>
  /** Registers a listener that is called once, when the process ends unexpectedly. */
  onDisconnect(listener: (reason: HubpassError) => void): void
  close(): void
}

/** Identifies this extension to the browser and to the companion. */
export interface ExtensionInfo {
  id: string
  version: string
}

/** Longer than a person may take, whose finding has more details. */
const dialogTimeoutMs = siteDialogTimeoutMs + 60_000

/** The time limits of commands that take longer than others. */
const timeouts: Partial<Record<Command, number>> = {
  addSite: dialogTimeoutMs,
  removeSite: dialogTimeoutMs,
  checkSite: siteCheckTimeoutMs,
  xray: xrayTimeoutMs,
}

/**
 * Exchanges versions with the companion behind the port. Throws COMPANION_* or VERSION_MISMATCH,
 * and then closes the port so that no process is left behind.
 */
export async function handshake(port: NativePort, extension: ExtensionInfo): Promise<CompanionClient> {
  const channel = new RpcChannel(port, extension.id)
  try {
    const hello = await channel.request(
      'hello',
      { protocol: protocolVersions, extension: extension.version },
      { timeoutMs: helloTimeoutMs },
    )
    negotiateVersion({ extension: protocolVersions, companion: hello.protocol })
    return {
      version: hello.companion,
      extensionFolder: hello.extensionFolder,
      invocation: hello.invocation,
      request: (command, params, signal, onProgress) =>
        channel
          .request(command, params, { timeoutMs: timeouts[command] ?? commandTimeoutMs, signal, onProgress })
          .catch(thrown => {
            throw isUnknownCommand(thrown)
              ? failure('COMPANION_TOO_OLD', { command, companion: hello.companion })
              : thrown
          }),
      onDisconnect: listener => channel.onDisconnect(listener),
      close: () => port.close(),
    }
  } catch (thrown) {
    port.close()
    throw thrown
  }
}

/** Returns whether the companion does not know the command (docs/protocol.md). */
const isUnknownCommand = (thrown: unknown): boolean =>
  thrown instanceof HubpassError &&
  thrown.code === 'BAD_REQUEST' &&
  thrown.finding.details.field === 'Command'
