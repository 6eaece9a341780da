import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { startHost } from '../companion/fixtures/host.ts'
import { siteId, type World } from '../e2e/fixtures/world.ts'
import { type Contest, timed } from './measure.ts'
import { curlArguments } from './shell-session.ts'

const run = promisify(execFile)

/** The POST through a companion that is connected already, as a click finds it, beside one curl process. */
export async function warmPost({ home, qlik }: World): Promise<Contest & AsyncDisposable> {
  const host = startHost({ home })
  const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
  const post = async (): Promise<void> => {
    const answer = await host.ask('createSession', {
      site: siteId,
      prefix: '',
      identity,
      sessionId: randomUUID(),
    })
    if (!answer.ok) throw new Error(answer.error.message)
  }
  return {
    title: 'One session over a companion that is connected',
    aim: { against: 'curl', ratio: 1, comparison: 'faster than' },
    contestants: {
      'connected companion': () => timed(post),
      curl: () => timed(() => run('curl', curlArguments(qlik))),
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}
