import type { ActiveFault } from '../../doubles/qlik-sense/settings.ts'
import { addCookie, addUser2, closedQrs, configurePlainHub, plainHttp } from './arrange.ts'
import type { CauseCase } from './cause-case.ts'

const portal = { prefix: 'portal', sessionCookieHeaderName: 'My-Portal' } as const
const onlyPortal = { qlik: { virtualProxies: [portal] } }

/** The cookie name differs from the name that the virtual proxy reads. */
export const cookieNameCases: CauseCase[] = [
  {
    title: 'a typed name that is not the one in the QMC',
    options: onlyPortal,
    fields: { prefix: 'portal', cookieName: 'X-Foo' },
    evidence: {
      nameOfQmc: 'The virtual proxy uses the cookie My-Portal. You entered X-Foo.',
      nameDespiteQmc: 'Testing X-Foo is a test of its own.',
    },
    button: 'Sign in again with My-Portal',
  },
  {
    title: 'a typed name, when QRS is closed at first and later returns the correct one',
    options: onlyPortal,
    fields: { prefix: 'portal', cookieName: 'X-Foo' },
    ...openQrsLater(),
    evidence: { cookieName: 'The virtual proxy uses the cookie My-Portal. Hubpass set X-Foo.' },
    button: 'Sign in again with My-Portal',
  },
  {
    title: "a typed name, when the hub accepts another user's session",
    options: closedQrs,
    fields: { cookieName: 'X-Foo' },
    arrange: harness => addCookie(harness, { value: addUser2(harness) }),
    evidence: {
      cookieName: 'The virtual proxy uses the cookie X-Qlik-Session. Hubpass set X-Foo.',
      otherUser: 'DOMAIN\\User2, from the cookie X-Qlik-Session of hub.qlik.test/',
    },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'a name without -HTTP on plain http',
    options: plainHttp,
    arrange: harness => configurePlainHub(harness, '--qrs', 'localhost:1'),
    fields: { cookieName: 'X-Qlik-Session' },
    evidence: { suffixMissing: 'expects the cookie X-Qlik-Session-HTTP. Hubpass set X-Qlik-Session' },
    button: 'Sign in again with X-Qlik-Session-HTTP',
  },
  {
    title: 'a name with -HTTP on https',
    options: closedQrs,
    fields: { cookieName: 'X-Qlik-Session-HTTP' },
    evidence: { suffixExtra: 'expects the cookie X-Qlik-Session. Hubpass set X-Qlik-Session-HTTP' },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'a typed name without confirmation',
    options: closedQrs,
    fields: { cookieName: 'X-Foo' },
    evidence: {
      nameTyped: 'You entered X-Foo. The usual name is X-Qlik-Session',
      otherNodeUnlisted: 'If the cookie name is correct, they are different proxy nodes',
    },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'the default name on a virtual proxy with a custom name, when QRS is closed',
    options: { ...closedQrs, ...onlyPortal },
    fields: { prefix: 'portal' },
    evidence: {
      nameUsual: 'X-Qlik-Session-portal is only the usual name',
      otherNodeUnlisted: 'If the cookie name is correct, they are different proxy nodes',
    },
    button: 'Enter the cookie name',
    fixes: false,
  },
  {
    title: 'a wrong name on a virtual proxy with anonymous access',
    options: { ...closedQrs, qlik: { virtualProxies: [{ prefix: '', anonymousAccessMode: 1 }] } },
    fields: { cookieName: 'X-Foo' },
    evidence: {
      nameTyped: 'You entered X-Foo',
      otherNodeUnlisted: 'If the cookie name is correct, they are different proxy nodes',
      anonymous: 'allows anonymous access',
    },
    button: 'Sign in again with X-Qlik-Session',
  },
]

/** Closes the Repository Service during session creation and opens it before the run fails. */
function openQrsLater(): Pick<CauseCase, 'arrange' | 'duringRun'> {
  let closed: ActiveFault | undefined
  return {
    arrange: async ({ qlik }) => {
      closed = await qlik.fault('refused', { endpoint: 'qrs' })
    },
    duringRun: { path: '/hub', act: () => closed?.end() },
  }
}
