import type { RaisedFault } from '../../doubles/qlik-sense/settings.ts'
import type { Case } from './cases.ts'
import { addUser2, closedQrs, plain, putCookie, usePlainHub } from './worlds.ts'

const portal = { prefix: 'portal', sessionCookieHeaderName: 'My-Portal' } as const
const portalAlone = { qlik: { virtualProxies: [portal] } }

/** The cookie has another name than the virtual proxy looks for. */
export const nameCases: Case[] = [
  {
    title: 'a name typed while QRS was closed, which it tells when asked again',
    settings: portalAlone,
    typed: { prefix: 'portal', cookieName: 'X-Foo' },
    ...qrsOpensLater(),
    says: { cookieName: "The virtual proxy's cookie is My-Portal; the run set X-Foo." },
    button: 'Sign in again with My-Portal',
  },
  {
    title: "a name that is not that of another user's session, which the hub takes",
    settings: closedQrs,
    typed: { cookieName: 'X-Foo' },
    before: world => putCookie(world, { value: addUser2(world) }),
    says: {
      cookieName: "The virtual proxy's cookie is X-Qlik-Session; the run set X-Foo.",
      otherUser: 'DOMAIN\\User2, from the cookie X-Qlik-Session of hub.qlik.test/',
    },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'a name without -HTTP on plain http',
    settings: plain,
    before: world => usePlainHub(world, '--qrs', 'localhost:1'),
    typed: { cookieName: 'X-Qlik-Session' },
    says: { suffixMissing: 'looks for X-Qlik-Session-HTTP; the run set X-Qlik-Session' },
    button: 'Sign in again with X-Qlik-Session-HTTP',
  },
  {
    title: 'a name with -HTTP on https',
    settings: closedQrs,
    typed: { cookieName: 'X-Qlik-Session-HTTP' },
    says: { suffixExtra: 'looks for X-Qlik-Session; the run set X-Qlik-Session-HTTP' },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'a typed name that nobody confirms',
    settings: closedQrs,
    typed: { cookieName: 'X-Foo' },
    says: {
      nameTyped: 'X-Foo was typed, the usual one is X-Qlik-Session',
      otherNodeUnlisted: "if the cookie's name is right, they are different proxy nodes",
    },
    button: 'Sign in again with X-Qlik-Session',
  },
  {
    title: 'the usual name on a virtual proxy that has another, with QRS closed',
    settings: { ...closedQrs, ...portalAlone },
    typed: { prefix: 'portal' },
    says: {
      nameUsual: 'X-Qlik-Session-portal is only the usual one',
      otherNodeUnlisted: "if the cookie's name is right, they are different proxy nodes",
    },
  },
  {
    title: 'a virtual proxy that lets anonymous users in, and a name that it does not look for',
    settings: { ...closedQrs, qlik: { virtualProxies: [{ prefix: '', anonymousAccessMode: 1 }] } },
    typed: { cookieName: 'X-Foo' },
    says: {
      nameTyped: 'X-Foo was typed',
      otherNodeUnlisted: "if the cookie's name is right, they are different proxy nodes",
      anonymous: 'people without a session in as anonymous users',
    },
    button: 'Sign in again with X-Qlik-Session',
  },
]

/** The Repository Service is closed while the session is made, and open when the run has failed. */
function qrsOpensLater(): Pick<Case, 'before' | 'meanwhile'> {
  let closed: RaisedFault | undefined
  return {
    before: async ({ qlik }) => {
      closed = await qlik.fault('refused', { door: 'qrs' })
    },
    meanwhile: { path: '/hub', act: () => closed?.end() },
  }
}
