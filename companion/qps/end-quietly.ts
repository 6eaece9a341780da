import { findingFrom } from '#protocol/errors'
import { pause } from '../pause.ts'
import type { SessionWish } from './bodies.ts'
import type { QpsClient } from './client.ts'

/** How long it may take; with the grace of attempt.ts it stays below the patience of host.ts. */
const cleanUpMs = 900

/** A request that was cut off may still be worked on, so a session that is not there now may appear. */
const againAfterMs = [0, 100, 300]

/**
 * Ends a session that may have been made. The failure that led here is what people must see; of a clean-up that fails they
 * find a warning on standard error.
 */
export async function endQuietly(
  qps: QpsClient,
  { prefix, sessionId }: Pick<SessionWish, 'prefix' | 'sessionId'>,
): Promise<void> {
  const deadline = Date.now() + cleanUpMs
  const { signal } = new AbortController()
  try {
    for (const waitMs of againAfterMs) {
      await pause(waitMs)
      const timeoutMs = Math.max(1, deadline - Date.now())
      if (await qps.deleteSession(prefix, sessionId, { signal, timeoutMs })) return
    }
  } catch (error) {
    process.stderr.write(`hubpass: a session may be left behind: ${findingFrom(error).message}\n`)
  }
}
