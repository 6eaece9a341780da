import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { requestHub, requestQps } from '../client.ts'
import { createManualClock } from '../clock.ts'
import { QlikSenseDouble } from '../double.ts'
import { connectToEngine, fetchToken } from './engine-client.ts'

const clock = createManualClock()
const USER = { userDirectory: 'DOMAIN', userId: 'User1' }
const COOKIES = { 'X-Qlik-Session-sales': 'good' }

let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({
    clock,
    virtualProxies: [
      { prefix: '' },
      { prefix: 'sales', websocketCrossOriginWhiteList: ['alias.test'] },
      { prefix: 'open', anonymousAccessMode: 1 },
    ],
  })
})
afterAll(() => qlik[Symbol.asyncDispose]())
beforeEach(() => {
  for (const session of qlik.sessions) qlik.site.sessions.end(session)
  qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
})

it('WebSocket names the user and connects', async () => {
  const { status, receive } = await connectToEngine(qlik, { cookies: COOKIES })
  expect(status).toBe(101)
  expect(await receive('OnAuthenticationInformation')).toEqual({
    ...USER,
    logoutUri: `${qlik.hub}/sales/qps/user`,
    mustAuthenticate: false,
  })
  expect(await receive('OnConnected')).toEqual({ qSessionState: 'SESSION_CREATED' })
})

it('second WebSocket for the same app attaches to the session', async () => {
  const path = '/sales/app/1f2e'
  const first = await connectToEngine(qlik, { cookies: COOKIES, path })
  await first.receive('OnConnected')
  const second = await connectToEngine(qlik, { cookies: COOKIES, path })
  expect(await second.receive('OnConnected')).toEqual({ qSessionState: 'SESSION_ATTACHED' })
})

it('WebSocket without a session asks to sign in', async () => {
  const token = await fetchToken(qlik, COOKIES)
  const { receive } = await connectToEngine(qlik, { token })
  expect(await receive('OnAuthenticationInformation')).toEqual({
    loginUri: `${qlik.hub}/sales/internal_forms_authentication/?targetUri=${encodeURIComponent(`${qlik.hub}/sales/hub/`)}`,
    mustAuthenticate: true,
  })
})

it('WebSocket of an anonymous user connects', async () => {
  const token = await fetchToken(qlik, {}, 'open')
  const { receive } = await connectToEngine(qlik, { path: '/open/app/engineData', token })
  expect(await receive('OnAuthenticationInformation')).toMatchObject({ userDirectory: 'NONE' })
  await receive('OnConnected')
})

it.each([
  ['a foreign origin', { origin: 'https://stranger.test' }],
  ['an origin that is none', { origin: 'null' }],
  ['no origin', { origin: '' }],
  ['no token', { token: '' }],
  ['an unknown token', { token: 'f'.repeat(32) }],
])('WebSocket is refused with 403 for %s', async (_, options) => {
  expect((await connectToEngine(qlik, { cookies: COOKIES, ...options })).status).toBe(403)
})

it('WebSocket is refused with the token of another session', async () => {
  qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'another' })
  const token = await fetchToken(qlik, { 'X-Qlik-Session-sales': 'another' })
  expect((await connectToEngine(qlik, { cookies: COOKIES, token })).status).toBe(403)
})

it('WebSocket accepts an origin in the allow list', async () => {
  const origin = 'https://alias.test:8443'
  expect((await connectToEngine(qlik, { cookies: COOKIES, origin })).status).toBe(101)
})

it.each([
  ['/nowhere/app/engineData', 400],
  ['/sales/hub', 404],
])('WebSocket at %s is refused with %i', async (path, status) => {
  expect((await connectToEngine(qlik, { cookies: COOKIES, path })).status).toBe(status)
})

it('WebSocket of a user without an access pass is told so and closed', async () => {
  qlik.addSession({ userDirectory: 'DOMAIN', userId: 'NoAccess', prefix: 'sales', sessionId: 'no pass' })
  const { receive, closed } = await connectToEngine(qlik, { cookies: { 'X-Qlik-Session-sales': 'no pass' } })
  expect(await receive('OnLicenseAccessDenied')).toEqual({
    severity: 'fatal',
    message: 'Access to the app is denied: No available access type',
  })
  expect(await closed).toBe(1000)
})

it('WebSocket of a sixth session is told so and closed', async () => {
  const ids = ['good', '2', '3', '4', '5', '6']
  const sockets = []
  for (const sessionId of ids) {
    if (sessionId !== 'good') qlik.addSession({ ...USER, prefix: 'sales', sessionId })
    sockets.push(await connectToEngine(qlik, { cookies: { 'X-Qlik-Session-sales': sessionId } }))
  }
  const sixth = sockets.pop()
  for (const { receive } of sockets) await receive('OnConnected')
  await sixth?.receive('OnMaxParallelSessionsExceeded')
  expect(await sixth?.closed).toBe(1000)
})

it.each([
  ['OnSessionClosed', () => requestQps(qlik, 'DELETE sales/session/good')],
  ['OnSessionLoggedOut', () => requestHub(qlik, '/sales/qps/user', COOKIES, { method: 'DELETE' })],
  ['OnSessionTimedOut', () => clock.advance({ minutes: 31 })],
])('WebSocket receives %s when its session ends', async (method, end) => {
  const { receive, closed } = await connectToEngine(qlik, { cookies: COOKIES })
  await receive('OnConnected')
  const listSockets = () => qlik.sockets.filter(({ session }) => session?.sessionId === 'good')
  await expect.poll(listSockets).toMatchObject([{ path: '/sales/app/engineData' }])
  await end()
  await receive(method)
  expect(await closed).toBe(1000)
  await expect.poll(listSockets).toEqual([])
})

it('request over the WebSocket keeps the session alive', async () => {
  const { receive, socket, frames } = await connectToEngine(qlik, { cookies: COOKIES })
  await receive('OnConnected')
  clock.advance({ minutes: 20 })
  socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, handle: -1, method: 'GetDocList', params: [] }))
  await expect.poll(() => frames.at(-1)).toMatchObject({ id: 1, result: { qDocList: [{}, {}] } })
  clock.advance({ minutes: 20 })
  expect(qlik.sessions).toMatchObject([{ sessionId: 'good' }])
})

it('WebSocket of a release before November 2024 needs no token', async () => {
  await using old = await QlikSenseDouble.start({ release: { label: 'May 2024', version: '14.187.4' } })
  old.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
  expect((await connectToEngine(old, { cookies: COOKIES, token: '' })).status).toBe(101)
  expect((await connectToEngine(old, { cookies: COOKIES, origin: 'https://stranger.test' })).status).toBe(403)
})

it.each([
  ['socketHuge', 1, 'OnConnected'],
  ['socketFlood', 5_000, 'OnSomething'],
  ['socketNoEngine', 1, 'OnNoEngineAvailable'],
] as const)('fault %s sends its own messages', async (fault, count, method) => {
  await using site = await QlikSenseDouble.start()
  site.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
  await site.fault(fault)
  const { frames } = await connectToEngine(site, { cookies: COOKIES })
  await expect.poll(() => frames.length).toBe(count)
  expect(frames[0]).toMatchObject({ method })
})

it('fault socketPage answers a handshake with a page', async () => {
  await using site = await QlikSenseDouble.start()
  site.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
  await site.fault('socketPage')
  expect((await connectToEngine(site, { cookies: COOKIES })).status).toBe(200)
})

it('hosts that a reverse proxy replaces open pages and no WebSocket', async () => {
  await using site = await QlikSenseDouble.start({ replacedHosts: ['localhost'] })
  site.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
  expect((await requestHub(site, '/sales/hub/', COOKIES)).status).toBe(200)
  expect((await connectToEngine(site, { cookies: COOKIES })).status).toBe(403)
})

it('faults apply to WebSockets', async () => {
  await using site = await QlikSenseDouble.start()
  site.addSession({ ...USER, prefix: 'sales', sessionId: 'good' })
  const token = await fetchToken(site, COOKIES)
  const connect = () => connectToEngine(site, { cookies: COOKIES, token })
  const mute = await site.fault('socketMute', { times: 1 })
  const muted = await connect()
  await mute.end()
  await expect.poll(() => site.sockets).toMatchObject([{ notifications: [] }])
  muted.socket.terminate()
  await site.fault('socketClosed', { times: 1 })
  const closed = await connect()
  await closed.closed
  expect(closed.frames).toEqual([])
  await site.fault('hangUp', { times: 1 })
  await expect(connect()).rejects.toThrow('socket hang up')
  const hold = site.hold({ path: '/app/' })
  const held = connect()
  await hold.reached
  hold.release()
  await (await held).receive('OnConnected')
})
