import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { QlikProxyClient, QlikRepositoryClient } from 'qlik-rest-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestHub, XRFKEY } from './client.ts'
import { QlikSenseDouble } from './double.ts'

/** Independent clients: what they accept is more likely to be true. */
let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
})
afterAll(() => qlik[Symbol.asyncDispose]())

const certificateFile = (name: string) => join(qlik.certificates.folder, name)

function createClientConfig(url: string, proxy: string) {
  const { hostname: host, port } = new URL(url)
  const [cert, key, ca] = ['client.pem', 'client_key.pem', 'root.pem'].map(name =>
    readFileSync(certificateFile(name)),
  )
  return {
    host,
    port: Number(port),
    proxy,
    httpsAgent: new Agent({ cert, key, ca }),
    authentication: { user_dir: 'INTERNAL', user_name: 'sa_api' },
  }
}

describe('qlik-rest-api', () => {
  const user = { userId: 'User1', userDirectory: 'DOMAIN', sessionId: 'made-by-qlik-rest-api' }

  it('creates, reads, lists and ends a session', async () => {
    const client = new QlikProxyClient(createClientConfig(qlik.qps, ''))
    const made = await client.Post<{ SessionId: string }>('session', user)
    expect(made).toMatchObject({
      status: 201,
      data: { SessionId: user.sessionId, UserId: 'User1', NewUser: true },
    })
    expect(await client.Get(`session/${user.sessionId}`)).toMatchObject({
      status: 200,
      data: { UserDirectory: 'DOMAIN' },
    })
    expect(await client.Get('session')).toMatchObject({ data: [{ SessionId: user.sessionId }] })
    expect((await client.Delete(`session/${user.sessionId}`)).status).toBe(200)
    await expect(client.Delete(`session/${user.sessionId}`)).rejects.toThrow('status code 404')
  })

  it('reads the virtual proxies', async () => {
    const client = new QlikRepositoryClient(createClientConfig(qlik.qrs, ''))
    const { status, data } = await client.Get<unknown[]>("virtualproxyconfig/full?filter=(prefix eq 'sales')")
    expect([status, data]).toMatchObject([200, [{ prefix: 'sales' }]])
  })
})

const CURL_MISSING = spawnSync('curl', ['--version']).error !== undefined && process.env.CI !== 'true'
const run = promisify(execFile)

describe.skipIf(CURL_MISSING)('curl (skipped only where it is not installed)', () => {
  const curl = async (...args: string[]) => {
    const certificates = [
      '--cert',
      certificateFile('client.pem'),
      '--key',
      certificateFile('client_key.pem'),
      '--cacert',
      certificateFile('root.pem'),
    ]
    const { stdout } = await run('curl', [
      '--silent',
      '--show-error',
      '--fail-with-body',
      ...certificates,
      ...args,
    ])
    return stdout
  }

  it('creates a session that opens the hub, and ends it', async () => {
    const keys = ['-H', `X-Qlik-Xrfkey: ${XRFKEY}`]
    const at = (path: string) => `${qlik.qps}/qps/sales/session${path}?xrfkey=${XRFKEY}`
    const body = JSON.stringify({
      UserDirectory: 'DOMAIN',
      UserId: 'User1',
      Attributes: [],
      SessionId: 'made-by-curl',
    })
    expect(JSON.parse(await curl(...keys, '--json', body, at('')))).toMatchObject({
      SessionId: 'made-by-curl',
      NewUser: true,
    })
    expect(JSON.parse(await curl(...keys, at('/made-by-curl')))).toMatchObject({ UserId: 'User1' })
    const cookie = { 'X-Qlik-Session-sales': 'made-by-curl' }
    expect((await requestHub(qlik, '/sales/hub/', cookie)).status).toBe(200)
    expect(JSON.parse(await curl(...keys, '-X', 'DELETE', at('/made-by-curl')))).toMatchObject({
      Session: { UserId: 'User1' },
    })
    expect((await requestHub(qlik, '/sales/hub/', cookie)).status).toBe(302)
  })
})
