import type { Command, CommandParams, CommandResult } from '#protocol/commands'
import type { Caller } from '../audit/with-audit.ts'

/** The dependencies of a command besides its parameters. */
export interface CommandContext {
  /** Aborted when the request is cancelled or the browser is gone. */
  signal: AbortSignal
  /** Cancels another running request. Returns false if there is none with this id. */
  cancel(id: number): boolean
  /** The caller. */
  via: Caller
}

export type CommandHandler<C extends Command> = (
  params: CommandParams<C>,
  context: CommandContext,
) => CommandResult<C> | Promise<CommandResult<C>>
