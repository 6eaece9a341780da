import { isAbsolute } from 'node:path'
import { nativeHostName } from '#protocol/constants'
import { guardStandardStreams } from './util/guard-output.ts'

/**
 * Returns whether the arguments are those of a browser. Chromium-based browsers pass the calling
 * extension first. Firefox passes the path of the manifest and the id of the add-on.
 */
function isStartedByBrowser([first = '', second]: string[]): boolean {
  if (first.startsWith('chrome-extension://')) return true
  return isAbsolute(first) && first.endsWith(`${nativeHostName}.json`) && second !== undefined
}

guardStandardStreams()
const args = process.argv.slice(2)
// Loads only the face that runs.
if (isStartedByBrowser(args)) await import('./host/host.ts').then(({ runHost }) => runHost())
else {
  const [{ runCli }, { addCommands }] = await Promise.all([
    import('./cli/run.ts'),
    import('./cli/commands/index.ts'),
  ])
  await runCli(args, addCommands)
}
