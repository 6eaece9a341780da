import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fromRoot, root } from '../../scripts/setup/root.mjs'

/**
 * Starts the Qlik Sense double outside of Wine. Returns the options of its site, with paths of
 * Windows, and what stops it.
 */
export async function startDouble() {
  const program = fromRoot('test/doubles/qlik-sense/main.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--json'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => ['null'])])
  const { hub, qps, qrs, certificates } = JSON.parse(line)
  return {
    site: { hub, qps, qrs, certificates: `Z:${certificates.replaceAll('/', '\\')}` },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
