import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { protocolVersions } from '#protocol/versions'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import {
  encodeFrame,
  type NativeHost,
  type NativeHostOptions,
  startNativeHost,
} from '../../support/native-host.ts'
import { listenOnFreePort } from '../../support/raw-server.ts'
import { companionProgram } from '../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const helloRequest = { id: 1, command: 'hello', params: { protocol: protocolVersions, extension: 'x' } }
const sessionId = 'a-session-id-nobody-may-see'
const sessionParams = {
  site: 'acme',
  prefix: '',
  sessionId,
  identity: { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] },
}

/** Starts a host and the Qlik Sense server of its site. */
async function startHostWithQlik(settings: Partial<NativeHostOptions> = {}) {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  const host = startNativeHost({ home: home.path, ...settings })
  const dispose = async () => {
    for (const each of [host, qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { home, qlik, host, [Symbol.asyncDispose]: dispose }
}

it('the host answers frames that arrive byte by byte or together', async () => {
  await using harness = await startHostWithQlik()
  const first = harness.host.nextResponse()
  for (const byte of encodeFrame(helloRequest)) harness.host.write(Uint8Array.of(byte))
  expect(await first).toMatchObject({ id: 1, ok: true })
  const answers = collectResponses(harness.host, 3)
  harness.host.write(Buffer.concat([2, 3, 4].map(id => encodeFrame({ id, command: 'sites', params: {} }))))
  expect((await answers).map(({ id }) => id).sort()).toEqual([2, 3, 4])
})

it.each([
  ['an empty frame', Buffer.alloc(4), 'BAD_REQUEST', '0 bytes, empty'],
  ['incomplete JSON', encodeBody('{"id":1,'), 'BAD_REQUEST', '8 bytes, not JSON'],
  [
    'text that is not UTF-8',
    encodeBody(Buffer.from([0x22, 0xff, 0x22])),
    'BAD_REQUEST',
    '3 bytes, not JSON in UTF-8',
  ],
  [
    'a frame that is too large',
    encodeBody(Buffer.alloc(1024 * 1024 + 1)),
    'MESSAGE_TOO_LARGE',
    '1,048,577 bytes',
  ],
])('the host rejects %s and answers the next frame', async (_, bytes, code, received) => {
  await using harness = await startHostWithQlik()
  const answers = collectResponses(harness.host, 2)
  harness.host.write(Buffer.concat([bytes, encodeFrame(helloRequest)]))
  const [refusal, greeting] = await answers
  expect(refusal).toMatchObject({
    id: null,
    ok: false,
    error: { code, message: expect.stringContaining(received) },
  })
  expect(greeting).toMatchObject({ id: 1, ok: true })
})

it('the host replaces a response above the limit of browsers by MESSAGE_TOO_LARGE', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const sites = Array.from({ length: 8_000 }, (_, n) =>
    siteConfigFor(qlik, { id: `site-${n}`, hub: `https://${'h'.repeat(120)}` }),
  )
  await writeConfig(home.path, ...sites)
  await using host = startNativeHost({ home: home.path })
  const answer = await host.sendCommand('sites', {})
  expect(answer).toMatchObject({
    id: 1,
    ok: false,
    error: { code: 'MESSAGE_TOO_LARGE', details: { limit: 1024 * 1023 } },
  })
})

it.each<[string, (host: NativeHost) => void]>([
  ['the input ends', host => host.close()],
  ['the browser sends SIGTERM', host => host.kill('SIGTERM')],
  ['the terminal sends SIGINT', host => host.kill('SIGINT')],
])('the host ends if %s, with only frames in its output', async (_, end) => {
  await using harness = await startHostWithQlik()
  await harness.host.sendCommand('hello', helloRequest.params)
  end(harness.host)
  expect(await harness.host.ended).toEqual({
    code: 0,
    signal: null,
    rest: Buffer.alloc(0),
    stderr: expect.any(String),
  })
})

it('the host reports on standard error that the input ended inside a frame', async () => {
  await using harness = await startHostWithQlik()
  harness.host.write(encodeFrame(helloRequest).subarray(0, 20))
  harness.host.close()
  expect(await harness.host.ended).toMatchObject({
    code: 0,
    stderr: 'hubpass: the input ended inside a frame\n',
  })
})

it.each<[string, (host: NativeHost) => void]>([
  ['the port closes', host => host.close()],
  ['the browser is killed', host => host.kill('SIGTERM')],
])('the host leaves no session and no process if %s while Qlik Sense is silent', async (_, end) => {
  await using harness = await startHostWithQlik()
  const { host, qlik } = harness
  const hold = qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send({ id: 1, command: 'createSession', params: sessionParams })
  await hold.reached
  expect(qlik.sessions).toHaveLength(1)
  end(host)
  expect((await host.ended).code).toBe(0)
  expect(qlik.sessions).toEqual([])
})

it('the host ends even if Qlik Sense stops responding', async () => {
  await using harness = await startHostWithQlik()
  const hold = harness.qlik.hold({ endpoint: 'qps' })
  harness.host.send({ id: 1, command: 'createSession', params: sessionParams })
  await hold.reached
  harness.host.close()
  const { code, signal } = await harness.host.ended
  // On a busy machine, the forced exit may end it first.
  expect(['0', 'SIGKILL']).toContain(`${code ?? signal}`)
})

it.skipIf(process.platform === 'win32')(
  'the host answers and ends if its configuration is a pipe',
  async () => {
    await using home = await createTemporaryHome()
    execFileSync('mkfifo', [join(home.path, 'config.json')])
    await using host = startNativeHost({ home: home.path })
    expect(await host.sendCommand('sites', {})).toMatchObject({
      ok: false,
      error: { code: 'CONFIG_INVALID' },
    })
    host.close()
    expect(await host.ended).toMatchObject({ code: 0 })
  },
)

it('the host cancels a command that waits for a connection', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  let connected = () => {}
  const isConnected = new Promise<void>(resolve => {
    connected = resolve
  })
  // Accepts the connection but sends nothing, so that TLS never starts.
  await using server = await listenOnFreePort(createServer(connected))
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address }))
  await using host = startNativeHost({ home: home.path })
  const answer = host.sendCommand('createSession', sessionParams)
  await isConnected
  expect(await host.sendCommand('cancel', { request: 1 })).toMatchObject({ result: { cancelled: true } })
  expect(await answer).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
})

it('the host reads the configuration for every command', async () => {
  await using harness = await startHostWithQlik()
  await writeConfig(harness.home.path)
  expect(await harness.host.sendCommand('sites', {})).toMatchObject({ result: { sites: [] } })
  await writeConfig(harness.home.path, siteConfigFor(harness.qlik, { id: 'new' }))
  expect(await harness.host.sendCommand('sites', {})).toMatchObject({ result: { sites: [{ id: 'new' }] } })
})

it('the host uses a replaced credential at once', async () => {
  await using harness = await startHostWithQlik()
  const { home, host, qlik } = harness
  expect(await host.sendCommand('createSession', sessionParams)).toMatchObject({ ok: true })
  const credential = credentialFrom(qlik.certificates.folder)
  const expired = await qlik.writeCertificates('expired')
  await writeConfig(
    home.path,
    siteConfigFor(qlik, { credential: { ...credential, certificate: `${expired}/client.pem` } }),
  )
  expect(
    await host.sendCommand('createSession', { ...sessionParams, sessionId: 'another-session-id' }),
  ).toMatchObject({
    error: { code: 'CERTIFICATE_EXPIRED' },
  })
})

it.each([
  ['Chromium on Windows', ['chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/', '--parent-window=0']],
  [
    'Firefox',
    [
      '/usr/lib/mozilla/native-messaging-hosts/hubpass.companion.json',
      '{ee8ef1ed-cb7e-45fa-b01c-2e2f58286b32}',
    ],
  ],
])('the program runs as a host if %s started it', async (_, args) => {
  await using home = await createTemporaryHome()
  await using host = startNativeHost({ home: home.path, args: [companionProgram, ...args] })
  expect(await host.sendCommand('hello', helloRequest.params)).toMatchObject({ ok: true })
})

it.each([
  ['PATH', { PATH: '' }],
  ['NODE_DEBUG', { NODE_DEBUG: 'http,tls' }],
  ['NODE_OPTIONS', { NODE_OPTIONS: '--trace-warnings' }],
])('the host writes only frames to its output whatever %s is', async (_, env) => {
  await using harness = await startHostWithQlik({ env })
  expect(await harness.host.sendCommand('createSession', sessionParams)).toMatchObject({ ok: true })
  harness.host.close()
  expect((await harness.host.ended).rest).toHaveLength(0)
})

function collectResponses(host: NativeHost, count: number): Promise<{ id: number | null }[]> {
  const responses: { id: number | null }[] = []
  return new Promise(resolve => {
    host.onMessage(message => {
      responses.push(message as { id: number | null }) // every response has an id
      if (responses.length === count) resolve(responses)
    })
  })
}

function encodeBody(body: string | Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32LE(Buffer.byteLength(body))
  return Buffer.concat([header, Buffer.from(body)])
}

it.each([
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
  ['messages', '{"id":"a","values":{"a":', '}}'],
])('the host survives deeply nested %s', async (_, start, end) => {
  await using harness = await startHostWithQlik()
  for (const depth of [500, 1_000, 1_500, 2_000, 2_500, 3_000]) {
    const nested = `${start.repeat(depth)}${end === ']' ? '' : '1'}${end.repeat(depth)}`
    const answered = harness.host.nextResponse()
    harness.host.write(encodeBody(`{"id":1,"command":"checkCredential","params":{"site":${nested}}}`))
    expect(await answered).toMatchObject({ id: 1, ok: false })
  }
})
