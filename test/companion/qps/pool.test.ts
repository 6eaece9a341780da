import type { IncomingMessage, RequestListener } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectToQps } from '../../../companion/qps/client.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { rawServerName, startRawServer } from '../fixtures/raw-server.ts'
import { siteFor } from '../fixtures/site.ts'

const limits = { signal: new AbortController().signal }
const identity = { userDirectory: 'D', userId: 'U', attributes: [] }
const wish = { prefix: '', identity, sessionId: 'a-session-id-of-this-test' }

/** A server that says which connection each question came on. */
async function startWorld(answer: RequestListener = (_, response) => response.end('[]')) {
  const qlik = await QlikSenseDouble.start()
  const asked: { method: string; connection: number }[] = []
  const connections: IncomingMessage['socket'][] = []
  const server = await startRawServer(qlik, (request, response) => {
    if (!connections.includes(request.socket)) connections.push(request.socket)
    asked.push({ method: request.method ?? '', connection: connections.indexOf(request.socket) })
    answer(request, response)
  })
  const site = siteFor(qlik, { qps: server.address, tlsServerName: rawServerName })
  const dispose = async () => {
    for (const each of [server, qlik]) await each[Symbol.asyncDispose]()
  }
  return { qlik, site, asked, connections, [Symbol.asyncDispose]: dispose }
}

// On a busy machine more time may pass between two questions than a connection may be idle.
beforeEach(() => void vi.spyOn(Socket.prototype, 'setTimeout').mockReturnThis())
afterEach(() => void vi.restoreAllMocks())

it('asks on the connection that it has', async () => {
  await using world = await startWorld()
  const qps = await connectToQps(world.site)
  await qps.listSessions('', limits)
  await qps.logOut('', identity, limits)
  await (await connectToQps(world.site)).listSessions('', limits)
  expect(world.asked.map(({ connection }) => connection)).toEqual([0, 0, 0])
})

it('bounds the connections that many questions at once make', async () => {
  await using world = await startWorld()
  const qps = await connectToQps(world.site)
  await Promise.all(Array.from({ length: 100 }, () => qps.listSessions('', limits)))
  expect(world.asked).toHaveLength(100)
  expect(world.connections.length).toBeLessThanOrEqual(16)
})

it('never uses a connection that was made with another credential', async () => {
  await using world = await startWorld()
  await (await connectToQps(world.site)).listSessions('', limits)
  const passphraseEnv = 'HUBPASS_TEST_ANOTHER_PASSPHRASE'
  process.env[passphraseEnv] = 'which makes it another credential'
  const credential = { ...world.site.credential, passphraseEnv }
  await (await connectToQps({ ...world.site, credential })).listSessions('', limits)
  expect(world.asked.map(({ connection }) => connection)).toEqual([0, 1])
})

/** Closes a connection when a second question comes on it, without a word. */
const closing = (): RequestListener => {
  const met = new Set<IncomingMessage['socket']>()
  return (request, response) => {
    if (met.has(request.socket)) request.socket.destroy()
    else response.end('[]')
    met.add(request.socket)
  }
}

it('asks again what it may when the server has closed the connection', async () => {
  await using world = await startWorld(closing())
  const qps = await connectToQps(world.site)
  await qps.listSessions('', limits)
  expect(await qps.listSessions('', limits)).toEqual([])
  expect(world.asked.map(({ connection }) => connection)).toEqual([0, 0, 1])
})

it('never asks twice for what may have had its effect', async () => {
  await using world = await startWorld(closing())
  const qps = await connectToQps(world.site)
  await qps.listSessions('', limits)
  let hasReached = false
  const onReached = () => {
    hasReached = true
  }
  await expect(qps.postSession(wish, { ...limits, onReached })).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'kept' } },
  })
  expect(hasReached).toBe(true)
  expect(world.asked.map(({ method }) => method)).toEqual(['GET', 'POST'])
})

it('tells a server that closes every connection', async () => {
  await using world = await startWorld(request => request.socket.destroy())
  const qps = await connectToQps(world.site)
  await expect(qps.listSessions('', limits)).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'onRequest' } },
  })
  expect(world.asked).toHaveLength(1)
})

it('closes a connection that nobody needs', async () => {
  vi.restoreAllMocks()
  await using world = await startWorld()
  await (await connectToQps(world.site)).listSessions('', limits)
  const [connection] = world.connections
  await new Promise<void>(resolve => connection?.once('close', () => resolve()))
  expect(connection?.destroyed).toBe(true)
})
