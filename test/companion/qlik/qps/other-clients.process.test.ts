import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { QlikProxyClient } from 'qlik-rest-api'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { runForResult } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

/** Other clients read back the sessions of Hubpass. */
async function startCompanionWithSession() {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  const login = ['login', 'acme', '--user', 'DOMAIN\\User2', '--attribute', 'group=HR']
  await runForResult({ home: home.path }, ...login, '--session-id', 'made-by-hubpass')
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { qlik, [Symbol.asyncDispose]: dispose }
}

const createdSession = {
  SessionId: 'made-by-hubpass',
  UserDirectory: 'DOMAIN',
  UserId: 'User2',
  Attributes: [{ group: 'HR' }],
}

it('qlik-rest-api reads back a session of Hubpass', async () => {
  await using harness = await startCompanionWithSession()
  const { hostname: host, port } = new URL(harness.qlik.qps)
  const read = (name: string) => readFileSync(join(harness.qlik.certificates.folder, name))
  const client = new QlikProxyClient({
    host,
    port: Number(port),
    proxy: '', // it would put a prefix before /qps/, as on the front end
    httpsAgent: new Agent({ cert: read('client.pem'), key: read('client_key.pem'), ca: read('root.pem') }),
    authentication: { user_dir: 'INTERNAL', user_name: 'sa_api' },
  })
  const { status, data } = await client.Get('session/made-by-hubpass')
  expect(status).toBe(200)
  expect(data).toMatchObject(createdSession)
})

const hasCurl = spawnSync('curl', ['--version']).error === undefined

it.skipIf(!hasCurl && process.env.CI !== 'true')('curl reads back a session of Hubpass', async () => {
  await using harness = await startCompanionWithSession()
  const file = (name: string) => join(harness.qlik.certificates.folder, name)
  const certificates = [
    '--cert',
    file('client.pem'),
    '--key',
    file('client_key.pem'),
    '--cacert',
    file('root.pem'),
  ]
  const url = `${harness.qlik.qps}/qps/session/made-by-hubpass?xrfkey=0123456789abcdef`
  const headers = ['--header', 'X-Qlik-Xrfkey: 0123456789abcdef']
  const { stdout } = await promisify(execFile)('curl', [
    '--silent',
    '--fail',
    ...certificates,
    ...headers,
    url,
  ])
  expect(JSON.parse(stdout)).toMatchObject(createdSession)
})
