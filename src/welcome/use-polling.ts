import { useEffect, useState } from 'preact/hooks'
import type { BackgroundClient } from '#ui/background-client.ts'

/** Returns the delay, which grows if nothing happens for minutes. */
export function getPollingDelayMs(polls: number): number {
  if (polls < 40) return 3_000
  return polls < 80 ? 10_000 : 30_000
}

/**
 * Polls the companion and its sites and returns the delay between two polls. Pauses while the page
 * is hidden and polls at once when it becomes visible.
 */
export function usePolling(client: Pick<BackgroundClient, 'send'>, isPolling: boolean): number {
  const [delay, setDelay] = useState(getPollingDelayMs(0))
  useEffect(() => (isPolling ? startPolling(client, setDelay) : undefined), [client, isPolling])
  return delay
}

function startPolling(client: Pick<BackgroundClient, 'send'>, onDelay: (ms: number) => void): () => void {
  let polls = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const scheduleNext = (): void => {
    onDelay(getPollingDelayMs(polls))
    timer = setTimeout(poll, getPollingDelayMs(polls))
  }
  const poll = (): void => {
    client.send({ intent: 'reconnect', quietly: true })
    polls += 1
    scheduleNext()
  }
  const handleVisibility = (): void => {
    clearTimeout(timer)
    polls = 0
    if (!document.hidden) poll()
  }
  document.addEventListener('visibilitychange', handleVisibility)
  window.addEventListener('focus', handleVisibility)
  if (!document.hidden) scheduleNext()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', handleVisibility)
    window.removeEventListener('focus', handleVisibility)
  }
}
