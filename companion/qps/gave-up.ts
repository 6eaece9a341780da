import { failure, type HubpassError } from '#protocol/errors'

/** TIMEOUT, in whole seconds: the operating system gave up, before our own deadline. */
export const gaveUp = (address: string, passedMs: number, cause?: unknown): HubpassError =>
  failure('TIMEOUT', { address, afterMs: Math.max(1_000, Math.round(passedMs / 1_000) * 1_000) }, cause)
