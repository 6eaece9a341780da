import { readdirSync, readFileSync } from 'node:fs'

/** What a running process uses. */
export interface ProcessUsage {
  /** Its memory now, in bytes. */
  memory: number
  /** The most memory that it has used. */
  peakMemory: number
  /** The number of its open files, sockets and pipes. */
  handles: number
}

/**
 * Returns what a running process uses, or undefined if it has ended. Works on Linux only. Elsewhere
 * the result is always undefined.
 */
export function readProcessUsage(pid: number): ProcessUsage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024
    const usage = { memory: read('VmRSS'), peakMemory: read('VmHWM') }
    return Number.isNaN(usage.memory)
      ? undefined
      : { ...usage, handles: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return undefined
  }
}

export const toMegabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
