import type { QrsRequestOptions } from './client.ts'

/** Returns options whose time limit is the time left for the next request. */
export function createDeadline(signal: AbortSignal, ms: number): QrsRequestOptions {
  const deadline = Date.now() + ms
  return {
    signal,
    get timeoutMs() {
      return Math.max(1, deadline - Date.now())
    },
  }
}
