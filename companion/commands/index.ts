import type { Command, CommandParams, CommandResult } from '#protocol/commands'
import type { Caller } from '../audit/with-audit.ts'
import { cancel } from './cancel.ts'
import { hello } from './hello.ts'

/** What a command may use besides its parameters. */
export interface CommandContext {
  /** Aborted when the request is cancelled or the browser is gone. */
  signal: AbortSignal
  /** Cancels another running request; false when there is none of that id. */
  cancel(id: number): boolean
  /** Who asks. */
  via: Caller
}

export type CommandHandler<C extends Command> = (
  params: CommandParams<C>,
  context: CommandContext,
) => CommandResult<C> | Promise<CommandResult<C>>

/** Every command; the heavy ones are loaded when they are first called, so that `hello` is answered at once. */
export const handlers: { [C in Command]: CommandHandler<C> } = {
  hello,
  sites: async (...args) => (await import('./sites.ts')).sites(...args),
  checkCredential: async (...args) => (await import('./check-credential.ts')).checkCredential(...args),
  createSession: async (...args) => (await import('./create-session.ts')).createSession(...args),
  endSession: async (...args) => (await import('./end-session.ts')).endSession(...args),
  virtualProxies: async (...args) => (await import('./virtual-proxies.ts')).virtualProxies(...args),
  sessions: async (...args) => (await import('./sessions.ts')).sessions(...args),
  logOut: async (...args) => (await import('./log-out.ts')).logOut(...args),
  cancel,
}
