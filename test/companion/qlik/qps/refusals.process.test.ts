import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import type { FaultName } from '../../../doubles/qlik-sense/faults.ts'
import { expectNoSession, runFailingLogin } from '../../../support/failing-login.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { runForResult } from '../../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

it.each(['404', '400', '403', '500'] as const)(
  'login recognizes an unknown prefix by %s',
  async unknownPrefixOnQps => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start({ unknowns: { unknownPrefixOnQps } })
    await writeConfig(home.path, siteConfigFor(qlik))
    const error = await runFailingLogin({ home: home.path }, '--prefix', 'nowhere')
    expect(error).toMatchObject({ code: 'VIRTUAL_PROXY_UNKNOWN', exitCode: 5 })
    expect(error.details).toEqual({
      prefix: 'nowhere',
      status: Number(unknownPrefixOnQps),
      known: ['portal', 'sales'],
    })
    expect(error.message).toContain('"nowhere"')
    expectNoSession(qlik)
  },
)

it.each(['400', '413', '500'] as const)(
  'login recognizes attributes that are too large by %s',
  async attributesTooLarge => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start({ unknowns: { attributesTooLarge } })
    await writeConfig(home.path, siteConfigFor(qlik))
    const error = await runFailingLogin({ home: home.path }, '--attribute', `group=${'x'.repeat(20_000)}`)
    expect(error).toMatchObject({ code: 'ATTRIBUTES_TOO_LARGE', exitCode: 5 })
    expect(error.message).toContain('20,014 bytes')
    expectNoSession(qlik)
  },
)

it('login recognizes a rejected certificate by an error page on any virtual proxy', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ unknowns: { noClientCertificate: 'http403Page' } })
  const folder = await qlik.writeCertificates('foreign')
  const roots = [
    await readFile(join(folder, 'root.pem')),
    await readFile(join(qlik.certificates.folder, 'root.pem')),
  ]
  await writeFile(join(folder, 'root.pem'), roots.join('\n'))
  await writeConfig(home.path, siteConfigFor(qlik, { credential: credentialFrom(folder) }))
  for (const more of [[], ['--prefix', 'sales']]) {
    const error = await runFailingLogin({ home: home.path }, ...more)
    expect(error).toMatchObject({ code: 'QPS_FORBIDDEN', exitCode: 5 })
    expect(error.message).toContain(new URL(qlik.qps).host)
  }
  expectNoSession(qlik)
})

it.each<[FaultName, string]>([
  ['garbage', 'the response is not JSON'],
  ['wrongShape', 'the response is not a session (sessionid is missing)'],
  ['huge', 'the response is longer than 1,048,576 bytes'],
])('login reports UNEXPECTED_RESPONSE for the fault %s and ends the session', async (fault, problem) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  await qlik.fault(fault, { endpoint: 'qps', method: 'POST' })
  const error = await runFailingLogin({ home: home.path }, '--prefix', 'sales')
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', exitCode: 5, details: { status: 201, problem } })
  const qpsRequests = qlik.requests.filter(({ endpoint }) => endpoint === 'qps')
  expect(qpsRequests.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  expectNoSession(qlik)
})

it('login accepts JSON with the content type of HTML', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ faults: ['wrongContentType'] })
  await writeConfig(home.path, siteConfigFor(qlik))
  await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

const errorPage = '<html><style>p{}</style><body><h1>Sorry,</h1> there is\n no service</body></html>'
const missingUserIdText = 'Required property &#39;UserId&#39; not found in JSON'

it.each<[string, number, Record<string, string>, string, string, string]>([
  [
    'forbidden',
    403,
    {},
    'Forbidden',
    'QPS_FORBIDDEN',
    'responded with 403 and did not accept the client certificate',
  ],
  [
    'a redirect to the login page',
    302,
    { location: '/login' },
    '',
    'UNEXPECTED_RESPONSE',
    'responded with 302: the response is a redirect',
  ],
  [
    'an error page',
    503,
    {},
    errorPage,
    'UNEXPECTED_RESPONSE',
    'responded with 503: the response is "Sorry, there is no service"',
  ],
  ['nothing', 200, {}, '', 'UNEXPECTED_RESPONSE', 'responded with 200: the response is empty'],
  ['a list', 200, {}, '[]', 'UNEXPECTED_RESPONSE', 'is not a session (sessionid is missing)'],
  ['a number', 201, {}, '12', 'UNEXPECTED_RESPONSE', 'is not a session (it is not of the type object)'],
  [
    'a complaint about the user',
    500,
    {},
    missingUserIdText,
    'IDENTITY_INVALID',
    'User "DOMAIN\\User1" is not valid: Qlik Sense responded with "Required',
  ],
  ['not found on the default virtual proxy', 404, {}, '', 'UNEXPECTED_RESPONSE', 'responded with 404'],
  ['too large', 431, {}, '', 'UNEXPECTED_RESPONSE', 'responded with 431'],
])('login explains the response %s', async (_, status, headers, body, code, message) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) =>
    response.writeHead(status, headers).end(body),
  )
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code, exitCode: 5 })
  expect(error.message).toContain(message)
})

it('login ends a session that a server may have created despite 500', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const qpsRequests: string[] = []
  await using server = await startRawServer(qlik, ({ method = '' }, response) => {
    qpsRequests.push(method)
    const answers: Record<string, [number, string]> = { POST: [500, 'broken'], GET: [404, 'null'] }
    const [status, body] = answers[method] ?? [200, '{}']
    response.writeHead(status).end(body)
  })
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', details: { status: 500 } })
  expect(error.details).not.toHaveProperty('sessionMayRemain')
  expect(qpsRequests).toEqual(['POST', 'GET', 'DELETE'])
})

it('login removes the session id from quoted responses', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (request, response) => {
    void request.toArray().then(chunks => response.writeHead(500).end(`bad: ${Buffer.concat(chunks)}`))
  })
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const error = await runFailingLogin({ home: home.path })
  expect(error.message).toContain('bad: ')
})

it('login reports UNEXPECTED_RESPONSE for a response that is not HTTP', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (request, response) => {
    response.socket?.end('220 mail.acme.com ESMTP\r\n')
    request.resume()
  })
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', exitCode: 5, details: { status: 0 } })
  expect(error.message).toContain('sent an unexpected response: the response is not HTTP')
})

it.each(['keepFirst', 'refuse409', 'refuse400', 'refuse500'] as const)(
  'login never ends the session of another user if its id is taken (%s)',
  async duplicateSessionId => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start({ unknowns: { duplicateSessionId } })
    await writeConfig(home.path, siteConfigFor(qlik))
    qlik.addSession({
      userDirectory: 'DOMAIN',
      userId: 'User2',
      prefix: 'sales',
      sessionId: 'a-session-id-nobody-may-see',
    })
    const error = await runFailingLogin({ home: home.path }, '--prefix', 'sales')
    expect(error).toMatchObject({ code: 'UNEXPECTED_RESPONSE', exitCode: 5 })
    expect(qlik.sessions).toMatchObject([{ userId: 'User2' }])
  },
)

it.each<[string, (id: string) => string]>([
  ['in percent', id => [...id].map(each => `%${each.charCodeAt(0).toString(16)}`).join('')],
  ['in Base64', id => Buffer.from(`{"SessionId":"${id}"}`).toString('base64')],
])('no error repeats a session id that Qlik Sense repeats %s', async (_, encode) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const sessionId = 'a-session-id-of+this~test'
  const encoded = encode(sessionId)
  await using server = await startRawServer(qlik, (_request, response) => {
    response.writeHead(409).end(`The session ${encoded} cannot be created.`)
  })
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  const error = await runFailingLogin({ home: home.path }, '--session-id', sessionId)
  expect(error.message).toContain('cannot be created')
  expect(error.output).not.toContain(encoded)
})
