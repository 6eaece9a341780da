import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { hasErrorCode } from './node-errors.ts'

/** Containers on the network of their host have its name, but their own numbers of processes. */
function readProcessNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** Machines can have one name and, on Linux, the same first namespace, but not one start. */
function readStart(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
  } catch {
    return ''
  }
}

/** Containers and machines can share a folder, but not the numbers of their processes. */
export const machine = `${hostname().slice(0, 60)}${readProcessNamespace()}${readStart()}`.replace(
  /[^\w.-]/g,
  '_',
)

/** Returns whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}
