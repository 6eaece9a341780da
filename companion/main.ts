import { isAbsolute } from 'node:path'
import { nativeHostName } from '#protocol/constants'
import { runHost } from './host/host.ts'

/**
 * How browsers start a host: Chromium's kin name the calling extension first, Firefox gives the manifest's path and the
 * add-on's id.
 */
function isStartedByBrowser([first = '', second]: string[]): boolean {
  if (first.startsWith('chrome-extension://')) return true
  return isAbsolute(first) && first.endsWith(`${nativeHostName}.json`) && second !== undefined
}

const args = process.argv.slice(2)
// The host waits for nothing; what only people need is loaded when a person calls.
if (isStartedByBrowser(args)) await runHost()
else await import('./cli/run.ts').then(({ runCli }) => runCli(args))
