import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { type E2EHarness, hubHost } from '../../support/e2e-harness.ts'
import { pollUntil } from '../../support/poll-until.ts'
import { closedQrs, configureHub, configureReachableHub } from './arrange.ts'
import type { CauseCase } from './cause-case.ts'

const endAllSessions = ({ qlik }: E2EHarness): void => {
  for (const session of qlik.sessions) qlik.site.sessions.end(session)
}

const sixthSessionBehaviors = { sixthSession: 'hubPage', limitCounts: 'allSessions' } as const

const addFiveSessions = ({ qlik }: E2EHarness): void => {
  for (const nth of [1, 2, 3, 4, 5])
    qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1', sessionId: `by-hand-${nth}` })
}

const ina = { userDirectory: 'DOMAIN', userId: 'ina' }

/** The session has ended, is on another node, or cannot be used. */
export const sessionCases: CauseCase[] = [
  {
    title: 'a session that is ended while the hub loads',
    duringRun: { path: '/hub', act: endAllSessions },
    evidence: { sessionEnded: 'The session no longer exists' },
    button: 'Sign in again',
  },
  {
    title: 'a session that times out while the hub loads',
    options: { qlik: { virtualProxies: [{ prefix: '', sessionInactivityTimeout: 0.02 }] } },
    duringRun: {
      path: '/hub',
      act: ({ qlik }) => pollUntil('the session has timed out', () => qlik.sessions.length === 0),
    },
    evidence: { timedOut: 'inactive for 0.02 minutes' },
    button: 'Sign in again',
  },
  {
    title: 'a hub on another proxy node than QPS',
    arrange: useOtherNode,
    evidence: { otherNode: `serve the virtual proxy: ${hubHost}:` },
  },
  {
    title: 'a hub on another proxy node that clears unknown cookies',
    arrange: harness => useOtherNode(harness, { clearsInvalidCookie: 'yes' }),
    evidence: {
      otherNode: `serve the virtual proxy: ${hubHost}:`,
      cookieGone: 'X-Qlik-Session no longer exists',
    },
  },
  {
    title: 'a hub on another proxy node, when QRS is closed',
    arrange: harness => useOtherNode(harness, {}, ...closedQrs.site),
    evidence: {
      nameUsual: 'X-Qlik-Session',
      otherNodeUnlisted: 'If the cookie name is correct, they are different proxy nodes',
    },
    button: 'Enter the cookie name',
    fixes: false,
  },
  {
    title: 'a user without an access pass',
    options: { qlik: { unknowns: { noAccessPass: 'hubPage' } } },
    fields: { userId: 'NoAccess' },
    finding: 'you have no access pass',
    evidence: { noAccessPass: 'Professional 20/25, Analyzer 25/25' },
  },
  {
    title: 'a user whose access pass is in quarantine',
    options: { qlik: { unknowns: { noAccessPass: 'hubPage' }, users: [{ ...ina, quarantined: true }] } },
    fields: { userId: 'ina' },
    evidence: { accessQuarantined: 'DOMAIN\\ina is in quarantine' },
  },
  {
    title: 'a blocked user',
    options: { qlik: { users: [{ ...ina, blacklisted: true }] } },
    fields: { userId: 'ina' },
    finding: 'Your account is inactive',
    evidence: { userBlocked: 'DOMAIN\\ina is blocked' },
  },
  {
    title: 'a user who is removed externally',
    options: { qlik: { users: [{ ...ina, removedExternally: true }] } },
    fields: { userId: 'ina' },
    evidence: { userRemoved: 'DOMAIN\\ina is removed externally' },
  },
  {
    title: 'an inactive user',
    options: { qlik: { users: [{ ...ina, inactive: true }] } },
    fields: { userId: 'ina' },
    evidence: { userInactive: 'DOMAIN\\ina is inactive' },
  },
  {
    title: 'a user without an access pass, when QRS is closed',
    options: { qlik: { unknowns: { noAccessPass: 'hubPage' } }, ...closedQrs },
    fields: { userId: 'NoAccess' },
    finding: 'you have no access pass',
    evidence: {},
  },
  {
    title: 'a user without an access pass, as only the engine says',
    options: { qlik: { unknowns: { noAccessPass: 'hubPage' } } },
    arrange: async harness => {
      await configureReachableHub(harness)
      await harness.qlik.fault('refused', { endpoint: 'qrs' })
    },
    fields: { userId: 'NoAccess' },
    evidence: { engineLicense: 'DOMAIN\\NoAccess: Access to the app is denied: No available access type' },
  },
  {
    title: 'a sixth session, when only the engine says so',
    options: { qlik: { unknowns: sixthSessionBehaviors } },
    arrange: async harness => {
      addFiveSessions(harness)
      await configureReachableHub(harness)
      await harness.qlik.fault('garbage', { endpoint: 'qps', method: 'GET', path: '/user/' })
    },
    expectedSessions: 5,
    evidence: { engineLimit: 'The engine refuses DOMAIN\\User1' },
  },
  {
    title: 'a sixth session, when Hubpass created none of the others',
    options: { qlik: { unknowns: sixthSessionBehaviors } },
    arrange: addFiveSessions,
    expectedSessions: 5,
    evidence: { tooManySessions: 'DOMAIN\\User1 has 5 other sessions' },
  },
  {
    title: 'a sixth session, when QPS does not list the sessions',
    options: { qlik: { unknowns: { ...sixthSessionBehaviors, sixthSession: 'hub403' } } },
    arrange: async harness => {
      addFiveSessions(harness)
      await harness.qlik.fault('garbage', { endpoint: 'qps', method: 'GET' })
    },
    expectedSessions: 5,
    finding: 'too many sessions active',
    evidence: {},
  },
  {
    title: "attributes that exceed the hub's header",
    fields: { attributes: [{ name: 'group', value: 'x'.repeat(20_000) }] },
    evidence: { attributesTooLarge: 'The attributes take 20' },
  },
]

/**
 * Uses the hub of a second site, which does not know the sessions of the first, like another proxy
 * node.
 */
async function useOtherNode(harness: E2EHarness, unknowns = {}, ...more: string[]): Promise<void> {
  const other = await QlikSenseDouble.start({ host: hubHost, unknowns })
  harness.use(other)
  await configureHub(harness, other.hub, ...more)
}
