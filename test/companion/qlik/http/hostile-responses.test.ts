import type { TLSSocket } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../../support/catch-finding.ts'
import { rawServerName, startRawServer, startRawTlsServer } from '../../../support/raw-server.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const megabyte = 1024 * 1024
const options = { signal: new AbortController().signal, timeoutMs: 60_000 }

const toResponse = (status: string, body: string | Buffer, ...headers: string[]): Buffer =>
  Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '\r\n'].join('\r\n')),
    Buffer.from(body),
  ])

const emptyList = toResponse('200 OK', '[]')
const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
const earlyHints = 'HTTP/1.1 103 Early Hints\r\n\r\n'

/** Starts a server that answers each request with the same bytes, and a client for it. */
async function connectTo(answer: (socket: TLSSocket) => void) {
  const qlik = await QlikSenseDouble.start()
  const server = await startRawTlsServer(qlik, answer)
  const qps = await connectToQps(siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const dispose = async () => {
    for (const each of [server, qlik]) await each[Symbol.asyncDispose]()
  }
  return { qps, [Symbol.asyncDispose]: dispose }
}

const tooNested = 'the response is nested more than 64 levels deep'

it.each<[string, string | Buffer, string, string]>([
  ['a million brackets', toResponse('200 OK', '['.repeat(1_000_000)), 'UNEXPECTED_RESPONSE', tooNested],
  ['objects 65 deep', toResponse('200 OK', '{"a":'.repeat(65)), 'UNEXPECTED_RESPONSE', tooNested],
  [
    'a million values',
    toResponse('200 OK', `[${'{},'.repeat(1_000_000)}{}]`),
    'UNEXPECTED_RESPONSE',
    'the response has more than 500,000 entries',
  ],
  ['truncated JSON', toResponse('200 OK', '[{"SessionId":"x"'), 'UNEXPECTED_RESPONSE', 'not JSON'],
  ['JSON in UTF-16', toResponse('200 OK', Buffer.from('[]', 'utf16le')), 'UNEXPECTED_RESPONSE', 'not JSON'],
  [
    'a gzip bomb',
    toResponse('200 OK', gzipSync(Buffer.alloc(100 * megabyte)), 'Content-Encoding: gzip'),
    'UNEXPECTED_RESPONSE',
    'not JSON',
  ],
  [
    'a body of brackets that open tags',
    toResponse('500 Error', '<'.repeat(megabyte)),
    'UNEXPECTED_RESPONSE',
    'the response is "<<<',
  ],
  [
    'a body of scripts without an end',
    toResponse('500 Error', '<script'.repeat(megabyte / 8)),
    'UNEXPECTED_RESPONSE',
    'responded with 500',
  ],
  [
    'a redirect to another host',
    toResponse('302 Found', '', 'Location: https://elsewhere.test/qps/session'),
    'UNEXPECTED_RESPONSE',
    'the response is a redirect',
  ],
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
    'UNEXPECTED_RESPONSE',
    'responded with 101',
  ],
  [
    'endless headers',
    `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(100_000)}`,
    'UNEXPECTED_RESPONSE',
    'not HTTP',
  ],
  [
    'two lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]',
    'UNEXPECTED_RESPONSE',
    'not HTTP',
  ],
  [
    'a length and chunks',
    `${chunkedHead.trimEnd()}\r\nContent-Length: 2\r\n\r\n2\r\n[]\r\n0\r\n\r\n`,
    'UNEXPECTED_RESPONSE',
    'not HTTP',
  ],
  [
    'endless trailers',
    `${chunkedHead}2\r\n[]\r\n0\r\n${'A: b\r\n'.repeat(50_000)}`,
    'CONNECTION_CLOSED',
    'in the middle',
  ],
  ['damaged chunks', `${chunkedHead}zz\r\n[]\r\n0\r\n\r\n`, 'CONNECTION_CLOSED', 'in the middle'],
])('the client reports %s', async (_, bytes, code, text) => {
  await using harness = await connectTo(socket => void socket.write(bytes))
  const finding = await findingOfRejection(harness.qps.listSessions('', options))
  expect(finding).toMatchObject({ code, message: expect.stringContaining(text) })
})

it.each<[string, string | Buffer]>([
  ['100,000 responses with 103', Buffer.concat([Buffer.from(earlyHints.repeat(100_000)), emptyList])],
  ['a body in 500,000 chunks', `${chunkedHead}${'1\r\n \r\n'.repeat(500_000)}2\r\n[]\r\n0\r\n\r\n`],
  ['a response in HTTP/1.0 with a byte order mark', toResponse('200 OK', Buffer.from('\uFEFF[]'))],
])('the client accepts %s', async (_, bytes) => {
  await using harness = await connectTo(socket => void socket.write(bytes))
  expect(await harness.qps.listSessions('', options)).toEqual([])
})

it('the client never takes a second response as the answer to its next request', async () => {
  const session = '[{"SessionId":"x","UserDirectory":"D","UserId":"U"}]'
  let requestCount = 0
  await using harness = await connectTo(socket => {
    requestCount += 1
    socket.write(requestCount === 1 ? Buffer.concat([emptyList, toResponse('200 OK', session)]) : emptyList)
  })
  expect(await harness.qps.listSessions('', options)).toEqual([])
  expect(await harness.qps.listSessions('', options)).toEqual([])
})

it('the client accepts a response that arrives before the request ends', async () => {
  await using harness = await connectTo(socket => {
    socket.pause()
    socket.write(toResponse('413 Too Large', ''))
  })
  const attributes = [{ name: 'group', value: 'x'.repeat(20 * megabyte) }]
  const input = { prefix: '', sessionId: 'x', identity: { userDirectory: 'D', userId: 'U', attributes } }
  const finding = await findingOfRejection(harness.qps.postSession(input, options))
  expect(finding).toMatchObject({ code: 'ATTRIBUTES_TOO_LARGE', details: { status: 413 } })
})

/** HTTP.SYS may ask for a certificate like that (docs/facts/qlik-sense.md, Unknown 4). */
it('the client accepts a server that negotiates TLS 1.2 again after the request', async () => {
  await using qlik = await QlikSenseDouble.start()
  const negotiateAgain = (socket: TLSSocket) =>
    socket.renegotiate({ requestCert: true, rejectUnauthorized: false }, () => socket.end(emptyList))
  await using server = await startRawTlsServer(qlik, negotiateAgain, { maxVersion: 'TLSv1.2' })
  const qps = await connectToQps(siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  expect(await qps.listSessions('', options)).toEqual([])
})

it('the client connects to an IPv6 address and names it in brackets', async () => {
  const requests: string[] = []
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, ({ headers }, response) => {
    requests.push(headers.host ?? '')
    response.end('[]')
  })
  const address = `[::ffff:127.0.0.1]:${server.address.split(':')[1]}`
  const qps = await connectToQps(siteConfigFor(qlik, { qps: address, tlsServerName: rawServerName }))
  expect(await qps.listSessions('', options)).toEqual([])
  expect(requests).toEqual([address])
})

it.each(['qlik.münchen.invalid', '日本語.invalid', 'qlik。invalid', 'a'.repeat(300)])(
  'the client reports HOST_NOT_FOUND for the host %s',
  async host => {
    await using qlik = await QlikSenseDouble.start()
    const qps = await connectToQps(siteConfigFor(qlik, { qps: `${host}:4243` }))
    const finding = await findingOfRejection(qps.listSessions('', options))
    expect(finding).toMatchObject({ code: 'HOST_NOT_FOUND', details: { address: `${host}:4243` } })
  },
)
