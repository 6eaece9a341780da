import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../../scripts/setup/root.mjs'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { toLocalhost } from '../support/e2e-harness.ts'
import { runCompanionOrThrow } from '../support/run-companion.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { type Comparison, measureMs } from './measure.ts'

const run = promisify(execFile)
const hubpass = fromRoot('dist', 'companion', 'hubpass.mjs')
const bareScript = fromRoot('test', 'bench', 'subjects', 'bare-post.mjs')

/** Another Node to measure with, such as a newer one that has a compile cache. */
export const otherNode = process.env.HUBPASS_BENCH_NODE

/** One session with this Node, from typing the command until its answer is printed. */
export async function compareShellSession(
  qlik: QlikSenseDouble,
  nodePath: string,
): Promise<Comparison & AsyncDisposable> {
  const home = await createTemporaryFolder('bench')
  const pem = qlik.certificates.folder
  await runCompanionOrThrow(home.path, [
    'site',
    'add',
    'demo',
    '--hub',
    qlik.hub,
    '--pem',
    pem,
    '--qps',
    toLocalhost(qlik.qps),
  ])
  const env = { ...process.env, HUBPASS_HOME: home.path }
  const node = (...args: string[]) => measureMs(() => run(nodePath, args, { env }))
  const { stdout: version } = await run(nodePath, ['--version'])
  return {
    title: `One session from the shell, Node ${version.trim()}`,
    target: { against: 'bare Node script', ratio: 1.2, comparison: 'at most' },
    subjects: {
      'hubpass login': () => node(hubpass, 'login', 'demo', '--user', 'DOMAIN\\User1', '--json'),
      'bare Node script': () => node(bareScript, qpsLocalhostUrl(qlik), pem),
      curl: () => measureMs(() => run('curl', curlArgs(qlik))),
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

/** Returns the QPS address with a host name that the machine resolves. */
export const qpsLocalhostUrl = ({ qps }: QlikSenseDouble): string => `https://${toLocalhost(qps)}`

/**
 * Returns curl arguments for the POST of Qlik's own how-to (docs/facts/qlik-sense.md §1.7), with
 * the site's root.
 */
export function curlArgs(qlik: QlikSenseDouble): string[] {
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
      `${qpsLocalhostUrl(qlik)}/qps/session?xrfkey=${key}`,
    ],
    ...['--cert', pem('client.pem'), '--key', pem('client_key.pem'), '--cacert', pem('root.pem')],
    ...['--header', `X-Qlik-Xrfkey: ${key}`, '--header', 'Content-Type: application/json'],
    ...['--data', JSON.stringify(body)],
  ]
}
