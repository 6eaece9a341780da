import { getEventListeners } from 'node:events'
import type { IncomingMessage, RequestListener } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const options = { signal: new AbortController().signal }
const identity = { userDirectory: 'D', userId: 'U', attributes: [] }
const input = { prefix: '', identity, sessionId: 'a-session-id-of-this-test' }

/** Starts a server that records the connection of each request. */
async function startServer(answer: RequestListener = (_, response) => response.end('[]')) {
  const qlik = await QlikSenseDouble.start()
  const requests: { method: string; connection: number }[] = []
  const connections: IncomingMessage['socket'][] = []
  const server = await startRawServer(qlik, (request, response) => {
    if (!connections.includes(request.socket)) connections.push(request.socket)
    requests.push({ method: request.method ?? '', connection: connections.indexOf(request.socket) })
    answer(request, response)
  })
  const site = siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName })
  const dispose = async () => {
    for (const each of [server, qlik]) await each[Symbol.asyncDispose]()
  }
  return { qlik, site, requests, connections, [Symbol.asyncDispose]: dispose }
}

// On a busy machine, more time may pass between two requests than a connection may be idle.
beforeEach(() => void vi.spyOn(Socket.prototype, 'setTimeout').mockReturnThis())
afterEach(() => void vi.restoreAllMocks())

it('the client reuses its connection for the next request', async () => {
  await using harness = await startServer()
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  await qps.deleteUserSessions('', identity, options)
  await (await connectToQps(harness.site)).listSessions('', options)
  expect(harness.requests.map(({ connection }) => connection)).toEqual([0, 0, 0])
})

it('the client limits its connections for many requests at once, without a warning of Node', async () => {
  await using harness = await startServer()
  const warn = vi.spyOn(process, 'emitWarning')
  const qps = await connectToQps(harness.site)
  await Promise.all(Array.from({ length: 100 }, () => qps.listSessions('', options)))
  expect(harness.requests).toHaveLength(100)
  expect(harness.connections.length).toBeLessThanOrEqual(16)
  expect(warn).not.toHaveBeenCalled()
})

it('the client never reuses a connection of another credential', async () => {
  await using harness = await startServer()
  await (await connectToQps(harness.site)).listSessions('', options)
  const passphraseEnv = 'HUBPASS_TEST_ANOTHER_PASSPHRASE'
  process.env[passphraseEnv] = 'which makes it another credential'
  const credential = { ...harness.site.credential, passphraseEnv }
  await (await connectToQps({ ...harness.site, credential })).listSessions('', options)
  expect(harness.requests.map(({ connection }) => connection)).toEqual([0, 1])
})

/** Closes a connection without a response on its second request. */
const closeAfterResponse = (): RequestListener => {
  const knownSockets = new Set<IncomingMessage['socket']>()
  return (request, response) => {
    if (knownSockets.has(request.socket)) request.socket.destroy()
    else response.end('[]')
    knownSockets.add(request.socket)
  }
}

it('the client sends a GET again if the server closed the idle connection', async () => {
  await using harness = await startServer(closeAfterResponse())
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  expect(await qps.listSessions('', options)).toEqual([])
  expect(harness.requests.map(({ connection }) => connection)).toEqual([0, 0, 1])
})

/** Closes the first connection on its second request, and answers no request on others. */
const closeThenWait = (onWait: () => void): RequestListener => {
  const answerFirst = closeAfterResponse()
  let first: IncomingMessage['socket'] | undefined
  return (request, response) => {
    first ??= request.socket
    if (request.socket === first) answerFirst(request, response)
    else onWait()
  }
}

it.each([
  ['a cancel', 'CANCELLED', (run: AbortController) => run.abort()],
  ['the deadline', 'TIMEOUT', () => void vi.advanceTimersByTime(60_000)],
])('%s ends a GET that was sent again, and leaves no listener', async (_, code, stop) => {
  const run = new AbortController()
  const { signal } = run
  await using harness = await startServer(closeThenWait(() => stop(run)))
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', { signal })
  expect(getEventListeners(signal, 'abort')).toEqual([])
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const options = { signal, timeoutMs: 60_000 }
  await expect(qps.listSessions('', options)).rejects.toMatchObject({ finding: { code } })
  expect(harness.requests.map(({ connection }) => connection)).toEqual([0, 0, 1])
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

it('the client never sends a POST or DELETE again', async () => {
  await using harness = await startServer(closeAfterResponse())
  const qps = await connectToQps(harness.site)
  await qps.listSessions('', options)
  let wasSent = false
  const onSent = () => {
    wasSent = true
  }
  await expect(qps.postSession(input, { ...options, onSent })).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'kept' } },
  })
  expect(wasSent).toBe(true)
  expect(harness.requests.map(({ method }) => method)).toEqual(['GET', 'POST'])
})

it('the client reports CONNECTION_CLOSED if the server closes every connection', async () => {
  await using harness = await startServer(request => request.socket.destroy())
  const qps = await connectToQps(harness.site)
  await expect(qps.listSessions('', options)).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'onRequest' } },
  })
  expect(harness.requests).toHaveLength(1)
})

it('the client closes an idle connection', async () => {
  vi.restoreAllMocks()
  await using harness = await startServer()
  await (await connectToQps(harness.site)).listSessions('', options)
  const [connection] = harness.connections
  await new Promise<void>(resolve => connection?.once('close', () => resolve()))
  expect(connection?.destroyed).toBe(true)
})
