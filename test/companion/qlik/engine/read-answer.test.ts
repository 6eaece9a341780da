import { createServer } from 'node:http'
import { createServer as createTcpServer, type Socket as TcpSocket } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { readAnswer } from '../../../../companion/qlik/engine/read-answer.ts'
import { openSocket } from '../../../../companion/qlik/engine/socket.ts'
import { listenOnFreePort } from '../../../support/raw-server.ts'

const user = { userDirectory: 'DOMAIN', userId: 'User1' }

/** Asks a server that gets this long to answer. */
async function ask(address: string, ms = 10_000) {
  const { signal } = new AbortController()
  const url = new URL(`ws://${address}/app/engineData`)
  const socket = await openSocket({ url, origin: 'http://hub.test', handshakeMs: ms, signal })
  try {
    return await readAnswer(socket, user, () => ms)
  } finally {
    socket.close()
  }
}

/** Asks a server that answers the handshake with bytes of its own. */
async function askRaw(answer: (socket: TcpSocket) => void, ms?: number) {
  await using server = await listenOnFreePort(
    createTcpServer(socket => void socket.on('error', () => {}).once('data', () => answer(socket))),
  )
  return await ask(server.address, ms)
}

/** Asks a server that accepts the WebSocket. */
async function askOpen(greet: (socket: WebSocket) => void, ms?: number) {
  const http = createServer()
  const webSockets = new WebSocketServer({ server: http })
  webSockets.on('connection', socket => void greet(socket.on('error', () => {})))
  await using server = await listenOnFreePort(http)
  return await ask(server.address, ms)
}

const send = (method: string, params: unknown = {}) => JSON.stringify({ jsonrpc: '2.0', method, params })

const respond =
  (status: number, headers = '') =>
  (socket: TcpSocket) =>
    void socket.end(`HTTP/1.1 ${status} Answer\r\nContent-Length: 0\r\n${headers}\r\n`)

it.each([
  ['401', respond(401), { outcome: 'noSession', status: 401 }],
  [
    'a redirect to the login of Qlik Sense',
    respond(302, 'Location: https://hub.test/internal_forms_authentication/?targetId=1\r\n'),
    { outcome: 'noSession', status: 302 },
  ],
  [
    'a redirect to an external login',
    respond(302, 'Location: https://login.test/?proxyRestUri=x&targetId=1\r\n'),
    { outcome: 'noSession', status: 302 },
  ],
  [
    'a redirect elsewhere',
    respond(301, 'Location: https://hub.test/\r\n'),
    { outcome: 'notUpgraded', status: 301 },
  ],
  ['403', respond(403), { outcome: 'forbidden', status: 403 }],
  ['404', respond(404), { outcome: 'notUpgraded', status: 404 }],
  ['502', respond(502), { outcome: 'notUpgraded', status: 502 }],
  ['the end of the connection', (socket: TcpSocket) => void socket.end(), { outcome: 'closed' }],
  ['a reset', (socket: TcpSocket) => void socket.resetAndDestroy(), { outcome: 'closed' }],
  [
    'another protocol',
    (socket: TcpSocket) => void socket.end('220 mail.test ESMTP\r\n'),
    { outcome: 'undecided', says: expect.stringContaining('Parse Error') },
  ],
  [
    'a handshake that is not for this client',
    respond(101, 'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n'),
    { outcome: 'undecided', says: expect.stringContaining('Sec-WebSocket-Accept') },
  ],
  [
    'a megabyte of headers',
    respond(403, `X: ${'x'.repeat(1024 * 1024)}\r\n`),
    { outcome: 'undecided', says: expect.stringContaining('Header overflow') },
  ],
])('readAnswer describes a handshake that is answered with %s', async (_, answer, expected) => {
  expect(await askRaw(answer)).toEqual(expected)
})

it('readAnswer gives up a handshake whose answer never ends', async () => {
  const drip = (socket: TcpSocket) => {
    const timer = setInterval(() => socket.write('x'), 10)
    socket.on('close', () => clearInterval(timer))
  }
  expect(await askRaw(socket => void socket.write('HTTP/1.1 101 A\r\nX: ', () => drip(socket)), 200)).toEqual(
    {
      outcome: 'silent',
    },
  )
})

const says =
  (...texts: (string | Buffer)[]) =>
  (socket: WebSocket) => {
    for (const text of texts) socket.send(text)
  }
const introduce = (params: object) =>
  send('OnAuthenticationInformation', { mustAuthenticate: false, ...params })
const introduction = introduce(user)
const connect = (qSessionState: string) => says(introduction, send('OnConnected', { qSessionState }))

it.each<[string, (socket: WebSocket) => void, object]>([
  ['the user', connect('SESSION_CREATED'), { outcome: 'accepted', user }],
  [
    'the user in another case',
    says(introduce({ userDirectory: 'domain', userId: 'USER1' }), send('OnConnected')),
    { outcome: 'accepted' },
  ],
  [
    'the user and then nothing',
    socket => socket.send(introduction, () => socket.close()),
    { outcome: 'accepted', user },
  ],
  ['nobody', says(introduce({ mustAuthenticate: true })), { outcome: 'noSession' }],
  [
    'an anonymous user',
    says(introduce({ userDirectory: 'NONE', userId: 'anonymous1' })),
    { outcome: 'noSession' },
  ],
  ['no name', says(introduce({ userId: 1 })), { outcome: 'undecided', says: 'OnAuthenticationInformation' }],
  [
    'a session that has ended',
    says(send('OnSessionTimedOut', { message: 'timed out' })),
    { outcome: 'noSession', says: 'timed out' },
  ],
  [
    'a limit of the license',
    connect('SESSION_ERROR_LIMIT_EXCEEDED'),
    { outcome: 'tooManySessions', says: 'SESSION_ERROR_LIMIT_EXCEEDED', user },
  ],
  [
    'another error',
    connect('SESSION_ERROR_SECURITY_HEADER_CHANGED'),
    { outcome: 'undecided', says: 'SESSION_ERROR_SECURITY_HEADER_CHANGED', user },
  ],
  [
    'what is no notification, and then the license',
    says('', 'null', '[]', '{', '{"method":1}', Buffer.from([0, 255]), send('OnLicenseAccessDenied', null)),
    { outcome: 'licenseDenied', says: 'OnLicenseAccessDenied' },
  ],
])('readAnswer understands a WebSocket that names %s', async (_, greet, expected) => {
  expect(await askOpen(greet)).toMatchObject(expected)
})

it('readAnswer decides something for every sequence of messages', async () => {
  const methods = [
    'OnAuthenticationInformation',
    'OnConnected',
    'OnLicenseAccessDenied',
    'OnSessionClosed',
    'X',
  ]
  const messages = fc.array(
    fc.record({ method: fc.constantFrom(...methods), params: fc.jsonValue({ maxDepth: 1 }) }),
    { maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(messages, async sent => {
      const { outcome, says: text = '' } = await askOpen(socket => {
        for (const each of sent) socket.send(JSON.stringify(each))
        socket.close()
      })
      expect([outcome, text]).toEqual([expect.stringMatching(/^[a-zA-Z]+$/), expect.any(String)])
    }),
    { numRuns: 50 },
  )
})

it('openSocket rejects when it is canceled before the handshake is answered', async () => {
  const controller = new AbortController()
  await using server = await listenOnFreePort(
    createTcpServer(
      socket => void socket.on('error', () => {}).once('data', () => controller.abort(new Error('canceled'))),
    ),
  )
  const url = new URL(`ws://${server.address}/`)
  const opened = openSocket({
    url,
    origin: 'http://hub.test',
    handshakeMs: 10_000,
    signal: controller.signal,
  })
  await expect(opened).rejects.toThrow('canceled')
})
