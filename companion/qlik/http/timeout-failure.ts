import { failure, type HubpassError } from '#protocol/errors'

/** TIMEOUT, in whole seconds: the operating system gave up, before our own deadline. */
export const timeoutFailure = (address: string, elapsedMs: number, cause?: unknown): HubpassError =>
  failure('TIMEOUT', { address, afterMs: Math.max(1_000, Math.round(elapsedMs / 1_000) * 1_000) }, cause)
