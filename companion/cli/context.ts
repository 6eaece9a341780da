import type { Context } from '../commands/index.ts'

/** What a command of the protocol is given when a person calls it: there is no other request to be cancelled. */
export const contextWith = (signal: AbortSignal): Context => ({ signal, cancel: () => false, via: 'cli' })
