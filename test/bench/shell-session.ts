import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { expectCompanion } from '../e2e/fixtures/companion.ts'
import { temporaryFolder } from '../e2e/fixtures/temporary-folder.ts'
import { onThisMachine } from '../e2e/fixtures/world.ts'
import { fromRoot } from '../tools/setup/root.mjs'
import { type Contest, timed } from './measure.ts'

const run = promisify(execFile)
const hubpass = fromRoot('dist', 'companion', 'hubpass.mjs')
const bareScript = fromRoot('test', 'bench', 'subjects', 'bare-post.mjs')

/** One session, from typing the command until its answer is printed. */
export async function shellSession(qlik: QlikSenseDouble): Promise<Contest & AsyncDisposable> {
  const home = await temporaryFolder('bench')
  const pem = qlik.certificates.folder
  await expectCompanion(home.path, [
    'site',
    'add',
    'demo',
    '--hub',
    qlik.hub,
    '--pem',
    pem,
    '--qps',
    onThisMachine(qlik.qps),
  ])
  const env = { ...process.env, HUBPASS_HOME: home.path }
  const node = (...args: string[]) => timed(() => run(process.execPath, args, { env }))
  return {
    title: 'One session from the shell',
    aim: { against: 'bare Node script', ratio: 1.25, comparison: 'at most' },
    contestants: {
      'hubpass login': () => node(hubpass, 'login', 'demo', '--user', 'DOMAIN\\User1', '--json'),
      'bare Node script': () => node(bareScript, qpsAddress(qlik), pem),
      curl: () => timed(() => run('curl', curlArguments(qlik))),
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

/** By the name that the machine knows too. */
export const qpsAddress = ({ qps }: QlikSenseDouble): string => `https://${onThisMachine(qps)}`

/** The POST as Qlik's own how-to does it (qlik-sense-facts §1.7), with the site's root. */
export function curlArguments(qlik: QlikSenseDouble): string[] {
  const key = '0123456789abcdef'
  const body = { UserDirectory: 'DOMAIN', UserId: 'User1', Attributes: [], SessionId: randomUUID() }
  const pem = (name: string): string => join(qlik.certificates.folder, name)
  return [
    ...[
      '--silent',
      '--show-error',
      '--fail',
      '--request',
      'POST',
      `${qpsAddress(qlik)}/qps/session?xrfkey=${key}`,
    ],
    ...['--cert', pem('client.pem'), '--key', pem('client_key.pem'), '--cacert', pem('root.pem')],
    ...['--header', `X-Qlik-Xrfkey: ${key}`, '--header', 'Content-Type: application/json'],
    ...['--data', JSON.stringify(body)],
  ]
}
