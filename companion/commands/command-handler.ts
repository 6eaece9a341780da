import type { Command, CommandParams, CommandResult } from '#protocol/commands'
import type { HubpassError } from '#protocol/errors'
import type { Progress } from '#protocol/progress'
import type { Caller } from '../audit/format-entry.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import type { QpsClient } from '../qlik/qps/client.ts'

/** The dependencies of a command besides its parameters. */
export interface CommandContext {
  /** Aborted when the request is cancelled or the browser is gone. */
  signal: AbortSignal
  /** Cancels another running request. Returns false if there is none with this id. */
  cancel(id: number): boolean
  /** The site of the request, if the caller has just read it. A request of a browser never has one. */
  site?: SiteConfiguration
  /** Its connection to QPS, if the caller keeps one. */
  qps?: QpsClient
  /** How long the session may wait for the settings of its virtual proxy. Default: as long as a person would. */
  settingsDeadlineMs?: number
  /** The caller. */
  via: Caller
  /** Tells the caller how far the command is. */
  report?(progress: Progress): void
  /** Registers how to undo the command if its caller cannot get the result. */
  onUndelivered?(undo: Undo): void
}

/** Undoes a command. Returns CANCELLED, which says if a session may remain. Never rejects. */
export type Undo = () => Promise<HubpassError>

export type CommandHandler<C extends Command> = (
  params: CommandParams<C>,
  context: CommandContext,
) => CommandResult<C> | Promise<CommandResult<C>>
