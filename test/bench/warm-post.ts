import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { type E2EHarness, siteId } from '../support/e2e-harness.ts'
import { startNativeHost } from '../support/native-host.ts'
import { type Comparison, measureMs } from './measure.ts'
import { curlArgs } from './shell-session.ts'

const run = promisify(execFile)

/** Compares the POST through a connected companion, as a click finds it, with one curl process. */
export async function compareWarmPost({ home, qlik }: E2EHarness): Promise<Comparison & AsyncDisposable> {
  const host = startNativeHost({ home })
  const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
  const post = async (): Promise<void> => {
    const answer = await host.sendCommand('createSession', {
      site: siteId,
      prefix: '',
      identity,
      sessionId: randomUUID(),
    })
    if (!answer.ok) throw new Error(answer.error.message)
  }
  return {
    title: 'One session through a connected companion',
    target: { against: 'curl', ratio: 1, comparison: 'faster than' },
    subjects: {
      'connected companion': () => measureMs(post),
      curl: () => measureMs(() => run('curl', curlArgs(qlik))),
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}
