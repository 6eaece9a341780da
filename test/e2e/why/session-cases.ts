import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { eventually } from '../fixtures/eventually.ts'
import { host, type World } from '../fixtures/world.ts'
import type { Case } from './cases.ts'
import { closedQrs, useHub } from './worlds.ts'

const endAll = ({ qlik }: World): void => {
  for (const session of qlik.sessions) qlik.site.sessions.end(session)
}

const sixth = { sixthSession: 'hubPage', limitCounts: 'allSessions' } as const

const addFive = ({ qlik }: World): void => {
  for (const nth of [1, 2, 3, 4, 5])
    qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1', sessionId: `by-hand-${nth}` })
}

/** The session is not there any more, not there, or no use. */
export const sessionCases: Case[] = [
  {
    title: 'a session that is ended while the hub loads',
    meanwhile: { path: '/hub', act: endAll },
    says: { sessionEnded: 'no longer has the session' },
    button: 'Sign in again',
  },
  {
    title: 'a session that times out while the hub loads',
    settings: { qlik: { virtualProxies: [{ prefix: '', sessionInactivityTimeout: 0.02 }] } },
    meanwhile: {
      path: '/hub',
      act: ({ qlik }) => eventually('the session has timed out', () => qlik.sessions.length === 0),
    },
    says: { timedOut: 'not used for 0.02 minutes' },
    button: 'Sign in again',
  },
  {
    title: 'a hub of another proxy node than QPS',
    before: useOtherNode,
    says: { otherNode: `served by ${host}:` },
  },
  {
    title: 'the same, with a proxy that takes away the cookies that it does not know',
    before: world => useOtherNode(world, { clearsInvalidCookie: 'yes' }),
    says: { otherNode: `served by ${host}:`, cookieGone: 'X-Qlik-Session is no longer there' },
  },
  {
    title: 'the same, with QRS closed',
    before: world => useOtherNode(world, {}, ...closedQrs.site),
    says: {
      nameUsual: 'X-Qlik-Session',
      otherNodeUnlisted: "if the cookie's name is right, they are different proxy nodes",
    },
  },
  {
    title: 'a user without an access pass',
    settings: { qlik: { unknowns: { noAccessPass: 'hubPage' } } },
    typed: { userId: 'NoAccess' },
    finding: 'you have no access pass',
    says: {},
  },
  {
    title: 'a sixth session, with none of the others made by Hubpass',
    settings: { qlik: { unknowns: sixth } },
    before: addFive,
    sessionsKept: 5,
    says: { tooManySessions: 'DOMAIN\\User1 has 5 other sessions' },
  },
  {
    title: 'a sixth session, when QPS does not tell how many there are',
    settings: { qlik: { unknowns: { ...sixth, sixthSession: 'hub403' } } },
    before: async world => {
      addFive(world)
      await world.qlik.fault('garbage', { door: 'qps', method: 'GET' })
    },
    sessionsKept: 5,
    finding: 'too many sessions active',
    says: {},
  },
  {
    title: 'attributes that the header of the hub does not carry',
    typed: { attributes: [{ name: 'group', value: 'x'.repeat(20_000) }] },
    says: { attributesTooLarge: 'The attributes take 20' },
  },
]

/** The hub of a second site, which knows none of the sessions of the first: as another proxy node. */
async function useOtherNode(world: World, unknowns = {}, ...more: string[]): Promise<void> {
  const other = await QlikSenseDouble.start({ host, unknowns })
  world.keep(other)
  await useHub(world, other.hub, ...more)
}
