import { readdirSync, readFileSync } from 'node:fs'
import { pollUntil } from './poll-until.ts'

/**
 * Kills the browser with this user data folder, as a crash or a task manager does, and waits until
 * all its processes are gone. Works on Linux only.
 */
export async function killBrowser(profile: string): Promise<void> {
  for (const pid of listProcesses(profile)) process.kill(pid, 'SIGKILL')
  await pollUntil('the browser is gone', () => listProcesses(profile).length === 0)
}

/** Returns the main process of the browser. The others end with it. */
const listProcesses = (profile: string): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter(pid => {
      const args = readArguments(pid)
      return args.includes(`--user-data-dir=${profile}`) && !args.some(arg => arg.startsWith('--type='))
    })

function readArguments(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
