import type { SocketWords } from '../http/socket-faults.ts'
import { notify, notifyFatal } from './notification.ts'

/** The messages that a fault sends instead of a greeting. */
export const FAULTY_WORDS: Record<SocketWords, () => readonly string[]> = {
  huge: () => [JSON.stringify(notify('OnConnected', { padding: 'x'.repeat(1024 * 1024) }))],
  flood: () => Array.from({ length: 5_000 }, () => JSON.stringify(notify('OnSomething', {}))),
  noEngine: () => [JSON.stringify(notifyFatal('OnNoEngineAvailable', 'No engine available'))],
}
