import type { CommandContext } from '../commands/handler.ts'

/** What a command of the protocol is given when a person calls it: there is no other request to be cancelled. */
export const createCommandContext = (signal: AbortSignal): CommandContext => ({
  signal,
  cancel: () => false,
  via: 'cli',
})
