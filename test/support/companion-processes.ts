import { readdirSync, readFileSync } from 'node:fs'
import { firefoxExtensionId } from '#protocol/constants'
import { pollUntil } from './poll-until.ts'

/**
 * Returns the process ids of companions that browsers started for this home. Their argument is the
 * origin or the id of the extension, and they inherit the home. Works on Linux only. Elsewhere the list is empty.
 */
export const listCompanionProcesses = (home: string): number[] =>
  process.platform === 'linux'
    ? readdirSync('/proc')
        .map(Number)
        .filter(pid => pid > 0 && isStartedByBrowser(pid) && hasHome(pid, home))
    : []

/** Ends companions that outlive their browser, and throws when there are any. */
export async function assertCompanionsEnded(home: string): Promise<void> {
  try {
    await pollUntil('companions end with their browser', () => listCompanionProcesses(home).length === 0)
  } catch (thrown) {
    for (const pid of listCompanionProcesses(home)) process.kill(pid, 'SIGKILL')
    throw thrown
  }
}

const isStartedByBrowser = (pid: number): boolean =>
  readProcessFile(pid, 'cmdline').some(
    argument => /^chrome-extension:\/\/[a-p]{32}\/$/.test(argument) || argument === firefoxExtensionId,
  )

const hasHome = (pid: number, home: string): boolean =>
  readProcessFile(pid, 'environ').includes(`HUBPASS_HOME=${home}`)

/** Returns nothing for a process that has just ended or belongs to another user. */
function readProcessFile(pid: number, file: 'cmdline' | 'environ'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0')
  } catch {
    return []
  }
}
