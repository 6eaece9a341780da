/** What it may take when somebody waits for us to go; with the grace of attempt.ts it stays below the patience of host.ts. */
const shortTimeoutMs = 900
const normalTimeoutMs = 5_000

/**
 * The time that a clean-up has: aborted when it is over. Little of it when `hurry` is aborted (the request was cancelled or the
 * process ends), counted from then on.
 */
export function startCleanupDeadline(cancelSignal: AbortSignal): {
  signal: AbortSignal
  dispose: () => void
} {
  const controller = new AbortController()
  let timer = setTimeout(() => controller.abort(), cancelSignal.aborted ? shortTimeoutMs : normalTimeoutMs)
  const shorten = () => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(), shortTimeoutMs)
  }
  cancelSignal.addEventListener('abort', shorten)
  const dispose = () => {
    clearTimeout(timer)
    cancelSignal.removeEventListener('abort', shorten)
  }
  return { signal: controller.signal, dispose }
}
