import type { ChildProcess } from 'node:child_process'
import { describeSystemError } from '../util/node-errors.ts'
import { connectToDevtools, type DevtoolsPipe } from './devtools-pipe.ts'
import { browserError } from './find-program.ts'

/** A browser with a profile of its own, which is deleted at the end. */
export interface LaunchedBrowser extends AsyncDisposable {
  devtools: DevtoolsPipe
  /** Throws BROWSER_NOT_OPENED if the browser does not start. */
  ended: Promise<void>
  stop(): void
}

/** Starts a Chromium-based browser, which listens to this program alone. */
export async function launchBrowser(program: string, flags: readonly string[]): Promise<LaunchedBrowser> {
  const [{ spawn }, { createTemporaryFolder, removeTemporaryFolder }] = await Promise.all([
    import('node:child_process'),
    import('../util/temporary-folder.ts'),
  ])
  const profile = await createTemporaryFolder('browser')
  const ownFlags = [`--user-data-dir=${profile}`, '--remote-debugging-pipe', '--no-first-run']
  const child = spawn(program, [...ownFlags, ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = waitForEnd(child, program)
  // Who waits for it gets the error. Nobody has to.
  ended.catch(() => {})
  return {
    devtools: connectToDevtools(child, program),
    ended,
    stop: () => void child.kill(),
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended.catch(() => {})
      await removeTemporaryFolder(profile)
    },
  }
}

function waitForEnd(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      reject(browserError(program, describeSystemError(error), undefined, error))
    })
  })
}
