import type { ProcessUsage } from '../support/process-usage.ts'

/** Garbage that the engine has not collected yet. A companion settles at about 100 MB. */
const toleratedMemory = 60 * 1024 * 1024
/** Connections that an agent keeps open for the next request. */
const keptConnections = 8

/**
 * Returns, in sentences, what grew between two moments of a process. `atOnce` is the number of
 * requests in between that ran at once, each of which may keep a connection.
 */
export function findGrowth(before: ProcessUsage, after: ProcessUsage, atOnce = 0): string[] {
  const memory = after.memory - before.memory
  const handles = after.handles - before.handles
  return [
    ...(memory > toleratedMemory ? [`memory grew from ${before.memory} to ${after.memory} bytes`] : []),
    ...(handles > keptConnections + atOnce
      ? [`open handles grew from ${before.handles} to ${after.handles}`]
      : []),
  ]
}
