import { expect, it } from 'vitest'
import { connectToQps } from '../../../../companion/qlik/qps/client.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import type { Behaviors } from '../../../doubles/qlik-sense/unverified-behaviors.ts'
import { findingOfRejection } from '../../../support/catch-finding.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

const options = { signal: new AbortController().signal }
const user = { userDirectory: 'DÖMÄIN', userId: 'a/b c?' }
const identity = { ...user, attributes: [{ name: 'group', value: 'HR' }] }
const input = { prefix: 'sales', identity, sessionId: 'a-session-id-of-this-test' }
const sessionOnServer = { sessionId: input.sessionId, ...identity }

it.each<Partial<Behaviors>>([
  { attributeShape: 'asPosted', deleteUserShape: 'bare' },
  { attributeShape: 'nameAndValue', deleteUserShape: 'wrapped' },
])('the QPS client lists and ends the sessions of a user with %j', async unknowns => {
  await using qlik = await QlikSenseDouble.start({ unknowns })
  const qps = await connectToQps(siteConfigFor(qlik))
  await qps.postSession(input, options)
  expect(await qps.getSession('sales', input.sessionId, options)).toEqual(sessionOnServer)
  expect(await qps.listSessions('sales', options)).toEqual([sessionOnServer])
  expect(await qps.listSessions('', options)).toEqual([])
  expect(await qps.listUserSessions('sales', user, options)).toEqual([sessionOnServer])
  expect(await qps.deleteUserSessions('sales', user, options)).toEqual([sessionOnServer])
  expect(await qps.listUserSessions('sales', user, options)).toEqual([])
})

it.each(['200Null', '404', '404Null'] as const)(
  'the QPS client recognizes a missing session by %s',
  async getUnknownSession => {
    await using qlik = await QlikSenseDouble.start({ unknowns: { getUnknownSession } })
    const qps = await connectToQps(siteConfigFor(qlik))
    expect(await qps.getSession('sales', 'no-such-session', options)).toBeUndefined()
  },
)

it('the QPS client creates a ticket', async () => {
  await using qlik = await QlikSenseDouble.start()
  const qps = await connectToQps(siteConfigFor(qlik))
  const { ticket, targetUri } = await qps.postTicket({ prefix: 'sales', identity }, options)
  expect(ticket).toMatch(/^[-_.a-zA-Z0-9]{16}$/)
  expect(targetUri).toBe(`${qlik.hub}/sales/hub/`)
  const unknownTarget = qps.postTicket({ prefix: 'sales', identity, targetId: 'nowhere' }, options)
  expect((await findingOfRejection(unknownTarget)).message).toContain(
    'Specified targetId nowhere was unknown',
  )
})

it.each([
  ['{}', 'the response is not a list of sessions (it is not of the type array)'],
  ['[7]', 'the response is not a session (it is not of the type object)'],
  ['[{"SessionId":"one"}]', 'the response is not a session (userdirectory is missing)'],
  ['', 'the response is empty'],
])('the QPS client rejects %j as a list of sessions', async (body, problem) => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end(body))
  const qps = await connectToQps(siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  expect((await findingOfRejection(qps.listSessions('', options))).message).toContain(problem)
})

it('the QPS client leaves out attributes of an unknown shape', async () => {
  await using qlik = await QlikSenseDouble.start()
  const Attributes = [7, null, { a: 1 }, { b: 'c' }]
  const session = { SessionId: 'one', UserDirectory: 'D', UserId: 'U', Attributes }
  await using server = await startRawServer(qlik, (_, response) => response.end(JSON.stringify([session])))
  const qps = await connectToQps(siteConfigFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  expect(await qps.listSessions('', options)).toMatchObject([{ attributes: [{ name: 'b', value: 'c' }] }])
})
