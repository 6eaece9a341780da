import type { IncomingMessage, RequestListener } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const options = { signal: new AbortController().signal }
const identity = { userDirectory: 'D', userId: 'U', attributes: [] }
const input = { prefix: '', identity, sessionId: 'a-session-id-of-this-test' }

/** A server that says which connection each question came on. */
async function startServer(answer: RequestListener = (_, response) => response.end('[]')) {
  const qlik = await QlikSenseDouble.start()
  const asked: { method: string; connection: number }[] = []
  const connections: IncomingMessage['socket'][] = []
  const server = await startRawServer(qlik, (request, response) => {
    if (!connections.includes(request.socket)) connections.push(request.socket)
    asked.push({ method: request.method ?? '', connection: connections.indexOf(request.socket) })
    answer(request, response)
  })
  const site = siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName })
  const dispose = async () => {
    for (const each of [server, qlik]) await each[Symbol.asyncDispose]()
  }
  return { qlik, site, asked, connections, [Symbol.asyncDispose]: dispose }
}

// On a busy machine more time may pass between two questions than a connection may be idle.
beforeEach(() => void vi.spyOn(Socket.prototype, 'setTimeout').mockReturnThis())
afterEach(() => void vi.restoreAllMocks())

it('asks on the connection that it has', async () => {
  await using harness = await startServer()
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  await qps.deleteUserSessions('', identity, options)
  await (await connectToQps(harness.site)).listSessions('', options)
  expect(harness.asked.map(({ connection }) => connection)).toEqual([0, 0, 0])
})

it('bounds the connections that many questions at once make', async () => {
  await using harness = await startServer()
  const qps = await connectToQps(harness.site)
  await Promise.all(Array.from({ length: 100 }, () => qps.listSessions('', options)))
  expect(harness.asked).toHaveLength(100)
  expect(harness.connections.length).toBeLessThanOrEqual(16)
})

it('never uses a connection that was made with another credential', async () => {
  await using harness = await startServer()
  await (await connectToQps(harness.site)).listSessions('', options)
  const passphraseEnv = 'HUBPASS_TEST_ANOTHER_PASSPHRASE'
  process.env[passphraseEnv] = 'which makes it another credential'
  const credential = { ...harness.site.credential, passphraseEnv }
  await (await connectToQps({ ...harness.site, credential })).listSessions('', options)
  expect(harness.asked.map(({ connection }) => connection)).toEqual([0, 1])
})

/** Closes a connection when a second question comes on it, without a word. */
const closeAfterResponse = (): RequestListener => {
  const met = new Set<IncomingMessage['socket']>()
  return (request, response) => {
    if (met.has(request.socket)) request.socket.destroy()
    else response.end('[]')
    met.add(request.socket)
  }
}

it('asks again what it may when the server has closed the connection', async () => {
  await using harness = await startServer(closeAfterResponse())
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  expect(await qps.listSessions('', options)).toEqual([])
  expect(harness.asked.map(({ connection }) => connection)).toEqual([0, 0, 1])
})

it('never asks twice for what may have had its effect', async () => {
  await using harness = await startServer(closeAfterResponse())
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  let hasReached = false
  const onReached = () => {
    hasReached = true
  }
  await expect(qps.postSession(input, { ...options, onSent: onReached })).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'kept' } },
  })
  expect(hasReached).toBe(true)
  expect(harness.asked.map(({ method }) => method)).toEqual(['GET', 'POST'])
})

it('tells a server that closes every connection', async () => {
  await using harness = await startServer(request => request.socket.destroy())
  const qps = await connectToQps(harness.site)
  await expect(qps.listSessions('', options)).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'onRequest' } },
  })
  expect(harness.asked).toHaveLength(1)
})

it('closes a connection that nobody needs', async () => {
  vi.restoreAllMocks()
  await using harness = await startServer()
  await (await connectToQps(harness.site)).listSessions('', options)
  const [connection] = harness.connections
  await new Promise<void>(resolve => connection?.once('close', () => resolve()))
  expect(connection?.destroyed).toBe(true)
})
