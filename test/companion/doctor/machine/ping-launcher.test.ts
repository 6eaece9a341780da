import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pingLauncher } from '../../../../companion/doctor/machine/ping-launcher.ts'
import { hasErrorCode } from '../../../../companion/util/node-errors.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

const timeoutMs = 300
const neverAborted = new AbortController().signal

const timeoutMessage = (seconds: number) => `it did not respond within ${seconds} seconds`

/** Each row: what a launcher does, its script and the reported problem. None of them exits by itself. */
it.each([
  ['waits for another program', 'sleep 600', timeoutMessage(timeoutMs / 1000)],
  ['ignores SIGTERM', "trap '' TERM\nsleep 600 &\nwait\nsleep 600", timeoutMessage(timeoutMs / 1000)],
  ['prints errors without end', 'yes complaint >&2', timeoutMessage(timeoutMs / 1000)],
  ['prints text and continues', 'echo hello\nsleep 600', 'it printed something that is not a message'],
])('pingLauncher fails for a launcher that %s and ends its processes', async (_, script, problem) => {
  await using launcher = await createLauncher(script)
  await expect(pingLauncher(launcher.path, neverAborted, timeoutMs)).rejects.toMatchObject({
    code: 'LAUNCHER_BROKEN',
    finding: { details: { launcher: launcher.path, problem } },
  })
  await launcher.ended()
})

it('pingLauncher ends the launcher when it is aborted', async () => {
  await using launcher = await createLauncher('sleep 600')
  const cancel = new AbortController()
  const ping = pingLauncher(launcher.path, cancel.signal, 60_000)
  await launcher.started()
  cancel.abort()
  await expect(ping).rejects.toBeDefined()
  await launcher.ended()
})

it('pingLauncher reports the last line of a long error output', async () => {
  await using launcher = await createLauncher(
    "head -c 3000000 /dev/zero | tr '\\0' x >&2\necho >&2\necho the reason >&2",
  )
  await expect(pingLauncher(launcher.path, neverAborted, 60_000)).rejects.toMatchObject({
    finding: { details: { problem: 'it exited at once with the message "the reason"' } },
  })
})

/** Creates a launcher whose processes are in one group, so that the test can see whether any is left. */
async function createLauncher(script: string) {
  const folder = await createTemporaryHome()
  const path = join(folder.path, 'hubpass-host')
  await writeFile(path, `#!/bin/sh\necho $$ > "$0.pid"\n${script}\n`, { mode: 0o755 })
  const pid = async () => Number(await readFile(`${path}.pid`, 'utf8'))
  return {
    path,
    started: () => expect.poll(() => pid().catch(() => 0)).toBeGreaterThan(0),
    ended: async () => {
      const group = await pid()
      await expect.poll(() => isRunning(group), { timeout: 20_000 }).toBe(false)
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

function isRunning(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch (error) {
    if (hasErrorCode(error, 'ESRCH')) return false
    throw error
  }
}
