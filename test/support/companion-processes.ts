import { readdirSync, readFileSync } from 'node:fs'
import { pollUntil } from './poll-until.ts'

/**
 * The companions that browsers have started for this home, by process id: their argument is the extension's origin, and
 * they have inherited the home. Only Linux shows that of a process; elsewhere the list is empty.
 */
export const listCompanionProcesses = (home: string): number[] =>
  process.platform === 'linux'
    ? readdirSync('/proc')
        .map(Number)
        .filter(pid => pid > 0 && isStartedByBrowser(pid) && hasHome(pid, home))
    : []

/** Throws, after ending them, when companions outlive the browser that has started them. */
export async function assertCompanionsEnded(home: string): Promise<void> {
  try {
    await pollUntil(
      'companions end with their browser',
      () => listCompanionProcesses(home).length === 0,
      5_000,
    )
  } catch (thrown) {
    for (const pid of listCompanionProcesses(home)) process.kill(pid, 'SIGKILL')
    throw thrown
  }
}

const isStartedByBrowser = (pid: number): boolean =>
  readProcessFile(pid, 'cmdline').some(argument => /^chrome-extension:\/\/[a-p]{32}\/$/.test(argument))

const hasHome = (pid: number, home: string): boolean =>
  readProcessFile(pid, 'environ').includes(`HUBPASS_HOME=${home}`)

/** Empty for a process that has just ended, or is another user's. */
function readProcessFile(pid: number, file: 'cmdline' | 'environ'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
  } catch {
    return []
  }
}
