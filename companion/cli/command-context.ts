import type { CommandContext } from '../commands/command-handler.ts'

/**
 * Returns the context of a protocol command that the command line runs. There is no other request
 * to cancel.
 */
export const createCommandContext = (signal: AbortSignal): CommandContext => ({
  signal,
  cancel: () => false,
  via: 'cli',
})
