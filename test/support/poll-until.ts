import { setTimeout as pause } from 'node:timers/promises'

const intervalMs = 20

/**
 * Polls until `probe` returns a result, for state that sends no event. Throws with `description`
 * after a timeout.
 */
export async function pollUntil<Answer>(
  description: string,
  probe: () => Answer | Promise<Answer>,
  timeoutMs = 30_000,
): Promise<NonNullable<Answer>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await probe()
    if (answer !== false && answer !== undefined && answer !== null) return answer
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${description}`)
    await pause(intervalMs)
  }
}
