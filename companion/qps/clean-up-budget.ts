/** What it may take when somebody waits for us to go; with the grace of attempt.ts it stays below the patience of host.ts. */
const hurriedMs = 900
const usualMs = 5_000

/**
 * The time that a clean-up has: aborted when it is over. Little of it when `hurry` is aborted (the request was cancelled or the
 * process ends), counted from then on.
 */
export function cleanUpBudget(hurry: AbortSignal): { signal: AbortSignal; dispose: () => void } {
  const over = new AbortController()
  let timer = setTimeout(() => over.abort(), hurry.aborted ? hurriedMs : usualMs)
  const shorten = () => {
    clearTimeout(timer)
    timer = setTimeout(() => over.abort(), hurriedMs)
  }
  hurry.addEventListener('abort', shorten)
  const dispose = () => {
    clearTimeout(timer)
    hurry.removeEventListener('abort', shorten)
  }
  return { signal: over.signal, dispose }
}
