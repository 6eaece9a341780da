import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import type { ResponseMessage } from '#protocol/messages'
import type { SocketFaultName } from '../../doubles/qlik-sense/http/socket-faults.ts'
import type { DoubleOptions } from '../../doubles/qlik-sense/settings.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { startNativeHost } from '../../support/native-host.ts'
import { listenOnFreePort } from '../../support/raw-server.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

type World = Awaited<ReturnType<typeof startCompanionWithQlik>>

const user = { userDirectory: 'DOMAIN', userId: 'User1' }
const sessionId = 'a-session-that-hubpass-made'
const request = { site: 'acme', prefix: 'sales', sessionId, user, cookieName: 'X-Qlik-Session-sales' }

/** Asks the engine in a companion of its own. */
async function ask({ home }: Pick<World, 'home'>, changes: object = {}): Promise<ResponseMessage> {
  await using host = startNativeHost({ home })
  return await host.sendCommand('askEngine', { ...request, ...changes })
}

/** Starts a double with the session, which is as the hub has left it. */
async function startWithSession(settings: DoubleOptions = {}, session: object = {}): Promise<World> {
  const world = await startCompanionWithQlik(settings)
  world.qlik.addSession({ ...user, prefix: 'sales', sessionId, ...session })
  return world
}

const listHandshakes = ({ qlik }: World) =>
  qlik.requests.filter(({ path }) => path.endsWith('/app/engineData'))

/** Expects that no WebSocket is open any more and that the session lives. */
async function expectNothingLeft({ qlik }: World): Promise<void> {
  await expect.poll(() => qlik.sockets).toEqual([])
  expect(qlik.sessions.map(each => each.sessionId)).toContain(sessionId)
}

it('askEngine names the user whom the engine lets in, and closes the WebSocket', async () => {
  await using world = await startWithSession()
  expect(await ask(world)).toEqual({ id: 1, ok: true, result: { outcome: 'accepted', user } })
  expect(listHandshakes(world)).toHaveLength(1)
  await expectNothingLeft(world)
})

it('askEngine opens the WebSocket of a hub over plain http', async () => {
  await using world = await startWithSession({ plainHubPort: 0 })
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: world.qlik.plainHub ?? '' }))
  const cookieName = 'X-Qlik-Session-sales-HTTP'
  expect(await ask(world, { cookieName })).toMatchObject({ result: { outcome: 'accepted' } })
})

it('askEngine asks an older release without a token', async () => {
  await using world = await startWithSession({ release: { label: 'May 2023', version: '14.129.3' } })
  expect(await ask(world)).toMatchObject({ result: { outcome: 'accepted' } })
})

it('askEngine sends the cookie that belongs to the token', async () => {
  await using world = await startWithSession({ unknowns: { antiCsrfCookie: 'Abacaxi' } })
  expect(await ask(world)).toMatchObject({ result: { outcome: 'accepted' } })
  expect(listHandshakes(world)[0]?.headers.cookie).toMatch(/^X-Qlik-Session-sales=[^;]+; Abacaxi=\S+$/)
})

it('askEngine asks as the browser to which the session belongs', async () => {
  const bound = [{ prefix: 'sales', extendedSecurityEnvironment: true }]
  await using world = await startWithSession({ virtualProxies: bound })
  expect(await ask(world, { userAgent: 'Mozilla/5.0 (a browser)' })).toMatchObject({
    result: { outcome: 'accepted' },
  })
  expect(await ask(world, { userAgent: 'Mozilla/5.0 (another)' })).toMatchObject({
    result: { outcome: 'noSession' },
  })
  expect(await ask(world, { userAgent: 'no\r\nheader' })).toMatchObject({ result: { outcome: 'accepted' } })
})

const licenseText = 'Access to the app is denied: No available access type'
const noPass = { userDirectory: 'DOMAIN', userId: 'NoAccess' }

it.each<[string, DoubleOptions, object, object]>([
  ['the license gives no access', {}, noPass, { outcome: 'licenseDenied', says: licenseText, user: noPass }],
  [
    'the license gives no access, without naming the user',
    { unknowns: { fatalGreeting: 'alone' } },
    noPass,
    { outcome: 'licenseDenied', says: licenseText },
  ],
  [
    'the WebSocket connects without a license',
    { defects: ['accessPassRefused'] },
    {},
    { outcome: 'licenseDenied', says: 'SESSION_ERROR_NO_LICENSE', user },
  ],
  [
    'the WebSocket belongs to another user',
    { defects: ['webSocketNamesOtherUser'] },
    {},
    { outcome: 'otherUser', user: { ...user, userId: 'User1-other' } },
  ],
])('askEngine says that %s', async (_, settings, owner, result) => {
  await using world = await startWithSession(settings, owner)
  expect(await ask(world, { user: { ...user, ...owner } })).toEqual({ id: 1, ok: true, result })
  await expectNothingLeft(world)
})

it.each(['hubWorks', 'hub403'] as const)(
  'askEngine says that there are too many sessions (pages: %s)',
  async sixthSession => {
    await using world = await startCompanionWithQlik({
      unknowns: { limitCounts: 'allSessions', sixthSession },
    })
    for (const nth of [1, 2, 3, 4, 5])
      world.qlik.addSession({ ...user, prefix: 'sales', sessionId: `earlier-${nth}` })
    world.qlik.addSession({ ...user, prefix: 'sales', sessionId })
    expect(await ask(world)).toMatchObject({ result: { outcome: 'tooManySessions', user } })
    expect(world.qlik.sessions).toHaveLength(6)
  },
)

const sales = (...websocketCrossOriginWhiteList: string[]) => [
  { prefix: 'sales', websocketCrossOriginWhiteList },
]

it.each<[string, string, DoubleOptions, boolean]>([
  ['the origin, which the QMC does not list', 'originRefused', { host: 'qlik.test' }, true],
  [
    'origin or token, on a release without tokens',
    'forbidden',
    { release: { label: 'May 2023', version: '1' }, virtualProxies: sales('localhost') },
    true,
  ],
  [
    'the token, because the QMC lists the origin',
    'tokenRefused',
    { virtualProxies: sales('localhost') },
    true,
  ],
  ['origin or token, if nothing tells them apart', 'forbidden', {}, true],
  ['origin or token, with QRS closed', 'forbidden', { host: 'qlik.test' }, false],
])('askEngine says that a handshake is refused for %s', async (_, outcome, settings, isQrsOpen) => {
  await using world = await startWithSession({ replacedHosts: ['localhost'], ...settings })
  const { qlik } = world
  const onLocalhost = (origin: string) => origin.replace('qlik.test', 'localhost')
  const qrs = isQrsOpen ? new URL(onLocalhost(qlik.qrs)).host : 'localhost:1'
  const qps = new URL(onLocalhost(qlik.qps)).host
  await writeConfig(world.home, siteConfigFor(qlik, { hub: onLocalhost(qlik.hub), qps, qrs }))
  expect(await ask(world)).toEqual({ id: 1, ok: true, result: { outcome, status: 403 } })
  expect(listHandshakes(world)).toHaveLength(1)
})

it('askEngine says that the token is refused if none arrives', async () => {
  await using world = await startWithSession()
  await world.qlik.fault('garbage', { path: '/qps/csrftoken' })
  expect(await ask(world)).toMatchObject({ result: { outcome: 'tokenRefused', status: 403 } })
})

it.each<[string, SocketFaultName | 'hangUp', object]>([
  ['that answers the handshake with a page', 'socketPage', { outcome: 'notUpgraded', status: 200 }],
  ['that never says a word', 'socketMute', { outcome: 'silent' }],
  ['that is closed without a word', 'socketClosed', { outcome: 'closed' }],
  ['whose handshake is cut off', 'hangUp', { outcome: 'closed' }],
  ['without an engine', 'socketNoEngine', { outcome: 'noEngine', says: 'No engine available' }],
  ['with a message of a megabyte', 'socketHuge', { outcome: 'undecided', says: 'Max payload size exceeded' }],
  ['with thousands of messages', 'socketFlood', { outcome: 'undecided', says: 'it sends too many messages' }],
])('askEngine describes a WebSocket %s', async (_, fault, result) => {
  await using world = await startWithSession()
  await world.qlik.fault(fault, { path: '/app/engineData' })
  expect(await ask(world)).toEqual({ id: 1, ok: true, result })
  await expectNothingLeft(world)
})

it('askEngine repeats no session id and no long text of a server', async () => {
  await using world = await startWithSession()
  const http = createServer((_, response) => response.writeHead(204, { 'qlik-csrf-token': 'one' }).end())
  const webSockets = new WebSocketServer({ server: http })
  await using server = await listenOnFreePort(http)
  await writeConfig(world.home, siteConfigFor(world.qlik, { hub: `http://${server.address}` }))
  for (const message of [`Not ${sessionId}, ${encodeURIComponent(sessionId)}`, `x`.repeat(10_000)]) {
    const params = { message }
    webSockets.once('connection', socket =>
      socket.send(JSON.stringify({ method: 'OnLicenseAccessDenied', params })),
    )
    const answer = await ask(world)
    expect(answer).toMatchObject({ result: { outcome: 'licenseDenied' } })
    expect(JSON.stringify(answer)).not.toContain(sessionId)
    expect(JSON.stringify(answer).length).toBeLessThan(400)
  }
})

it('askEngine gives up a handshake that is never answered', async () => {
  await using world = await startWithSession()
  const hold = world.qlik.hold({ path: '/app/engineData' })
  expect(await ask(world)).toEqual({ id: 1, ok: true, result: { outcome: 'silent' } })
  hold.release()
})

it('askEngine ends the WebSocket when it is canceled', async () => {
  await using world = await startWithSession()
  await using host = startNativeHost({ home: world.home })
  const hold = world.qlik.hold({ path: '/app/engineData' })
  const answer = host.sendCommand('askEngine', request)
  await hold.reached
  await host.sendCommand('cancel', { request: 1 })
  expect(await answer).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
  hold.release()
  await expectNothingLeft(world)
})

it('askEngine reports a front end that refuses the connection', async () => {
  await using world = await startWithSession()
  await world.qlik.fault('refused', { endpoint: 'proxy' })
  expect(await ask(world)).toMatchObject({ ok: false, error: { code: 'HUB_UNREACHABLE' } })
})

it.each<[string, object, string]>([
  ['an unknown session', { sessionId: 'nobody-made-this-one' }, 'SESSION_UNKNOWN'],
  ['the session of somebody else', { user: { ...user, userId: 'User2' } }, 'SESSION_UNKNOWN'],
  ['a user that the site may not impersonate', { site: 'limited' }, 'USER_NOT_ALLOWED'],
  ['an unknown site', { site: 'other' }, 'SITE_UNKNOWN'],
  ['a name that no cookie can have', { cookieName: 'X; Path' }, 'BAD_REQUEST'],
])('askEngine opens no WebSocket for %s', async (_, changes, code) => {
  await using world = await startWithSession()
  const answer = await ask(world, changes)
  expect(answer).toMatchObject({ ok: false, error: { code } })
  expect(world.qlik.requests.filter(({ endpoint }) => endpoint === 'proxy')).toEqual([])
  expect(JSON.stringify(answer)).not.toContain(sessionId)
})
