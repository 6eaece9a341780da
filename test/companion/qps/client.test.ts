import { expect, it } from 'vitest'
import { connectToQps } from '../../../companion/qps/client.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import type { Unknowns } from '../../doubles/qlik-sense/unknowns.ts'
import { rawServerName, startRawServer } from '../fixtures/raw-server.ts'
import { siteFor } from '../fixtures/site.ts'

const limits = { signal: new AbortController().signal }
const user = { userDirectory: 'DÖMÄIN', userId: 'a/b c?' }
const identity = { ...user, attributes: [{ name: 'group', value: 'HR' }] }
const wish = { prefix: 'sales', identity, sessionId: 'a-session-id-of-this-test' }
const held = { sessionId: wish.sessionId, ...identity }

it.each<Partial<Unknowns>>([
  { attributeShape: 'asPosted', deleteUserShape: 'bare' },
  { attributeShape: 'nameAndValue', deleteUserShape: 'wrapped' },
])('finds and logs out whom it has signed in, with %j', async unknowns => {
  await using qlik = await QlikSenseDouble.start({ unknowns })
  const qps = await connectToQps(siteFor(qlik))
  await qps.postSession(wish, limits)
  expect(await qps.getSession('sales', wish.sessionId, limits)).toEqual(held)
  expect(await qps.listSessions('sales', limits)).toEqual([held])
  expect(await qps.listSessions('', limits)).toEqual([])
  expect(await qps.listSessionsOf('sales', user, limits)).toEqual([held])
  expect(await qps.logOut('sales', user, limits)).toEqual([held])
  expect(await qps.listSessionsOf('sales', user, limits)).toEqual([])
})

it.each(['200Null', '404', '404Null'] as const)(
  'knows that a session is not there by %s',
  async getUnknownSession => {
    await using qlik = await QlikSenseDouble.start({ unknowns: { getUnknownSession } })
    const qps = await connectToQps(siteFor(qlik))
    expect(await qps.getSession('sales', 'no-such-session', limits)).toBeUndefined()
  },
)

it('makes a ticket', async () => {
  await using qlik = await QlikSenseDouble.start()
  const qps = await connectToQps(siteFor(qlik))
  const { ticket, targetUri } = await qps.postTicket({ prefix: 'sales', identity }, limits)
  expect(ticket).toMatch(/^[-_.a-zA-Z0-9]{16}$/)
  expect(targetUri).toBe(`${qlik.hub}/sales/hub/`)
  const unknownTarget = qps.postTicket({ prefix: 'sales', identity, targetId: 'nowhere' }, limits)
  await expect(unknownTarget).rejects.toThrow('Specified targetId nowhere was unknown')
})

it.each([
  ['{}', 'what it says is not a list of sessions (not an array)'],
  ['[7]', 'what it says is not a session (not an object)'],
  ['[{"SessionId":"one"}]', 'what it says is not a session (no userdirectory)'],
  ['', 'it says nothing'],
])('tells a list of sessions that is %j', async (body, problem) => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end(body))
  const qps = await connectToQps(siteFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  await expect(qps.listSessions('', limits)).rejects.toThrow(problem)
})

it('leaves out attributes of a shape that nobody has thought of', async () => {
  await using qlik = await QlikSenseDouble.start()
  const Attributes = [7, null, { a: 1 }, { b: 'c' }]
  const session = { SessionId: 'one', UserDirectory: 'D', UserId: 'U', Attributes }
  await using server = await startRawServer(qlik, (_, response) => response.end(JSON.stringify([session])))
  const qps = await connectToQps(siteFor(qlik, { qps: server.address, tlsServerName: rawServerName }))
  expect(await qps.listSessions('', limits)).toMatchObject([{ attributes: [{ name: 'b', value: 'c' }] }])
})
