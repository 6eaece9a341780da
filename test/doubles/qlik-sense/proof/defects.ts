import type { DoubleOptions } from '../settings.ts'
import type { VirtualProxyOptions } from '../site/virtual-proxies.ts'

/** A defect of a site that shows at the sign-in or in the settings, and needs no session check. */
interface SignInDefect {
  readonly what: string
  /** The expectation of a plan that finds it. */
  readonly expectation: string
  readonly change: (options: DoubleOptions) => Partial<DoubleOptions>
}

const changeEach =
  (change: Partial<VirtualProxyOptions>): SignInDefect['change'] =>
  ({ virtualProxies = [] }) => ({ virtualProxies: virtualProxies.map(each => ({ ...each, ...change })) })

const ELSEWHERE = 'elsewhere.invalid'

export const SIGN_IN_DEFECTS = {
  sessionsNotAccepted: {
    what: 'accepts no session of the session API',
    expectation: 'identity',
    change: () => ({ decideAccess: () => 'signedOut' }),
  },
  otherUserNamed: {
    what: 'reports another user than the one who was signed in',
    expectation: 'identity',
    change: () => ({ nameUser: session => ({ ...session, userId: `${session.userId}-other` }) }),
  },
  hubFails: {
    what: 'shows an error page instead of the hub',
    expectation: 'hub',
    change: () => ({ faults: ['hubErrorPage'] }),
  },
  usersInactive: {
    what: 'has set the users to inactive',
    expectation: 'hub',
    change: ({ users = [] }) => ({ users: users.map(each => ({ ...each, inactive: true })) }),
  },
  accessPassesTaken: {
    what: 'has taken the access passes of the users, and says so in the hub',
    expectation: 'hub',
    change: ({ users = [] }) => ({
      users: users.map(each => ({ ...each, hasAccessPass: false })),
      unknowns: { noAccessPass: 'hubPage' },
    }),
  },
  virtualProxyUnlinked: {
    what: 'has unlinked the virtual proxy from its proxy',
    expectation: 'identity',
    change: changeEach({ linked: false }),
  },
  cookieNameChanged: {
    what: 'has another name for the session cookie',
    expectation: 'virtualProxy.cookieName',
    change: ({ virtualProxies = [] }) => ({
      virtualProxies: virtualProxies.map(each => ({
        ...each,
        sessionCookieHeaderName: `X-Changed-${each.prefix}`,
      })),
    }),
  },
  cookieDomainSet: {
    what: 'sends the session cookie to a whole domain',
    expectation: 'virtualProxy.cookieDomain',
    change: changeEach({ sessionCookieDomain: 'localhost' }),
  },
  secureRemoved: {
    what: 'has no Secure for the session cookie',
    expectation: 'virtualProxy.https.secure',
    change: changeEach({ hasSecureAttributeHttps: false }),
  },
  sameSiteNone: {
    what: 'has SameSite=None for the session cookie',
    expectation: 'virtualProxy.https.sameSite',
    change: changeEach({ sameSiteAttributeHttps: 1 }),
  },
  timeoutShortened: {
    what: 'ends sessions after 3 minutes of inactivity',
    expectation: 'virtualProxy.timeoutMinutes',
    change: changeEach({ sessionInactivityTimeout: 3 }),
  },
  loginPageChanged: {
    what: 'sends users without a session to another login page',
    expectation: 'virtualProxy.authenticationModuleUri',
    change: changeEach({ authenticationModuleRedirectUri: `https://${ELSEWHERE}/login` }),
  },
  hostAllowListWidened: {
    what: 'allows one more host',
    expectation: 'virtualProxy.hostAllowList',
    change: ({ virtualProxies = [] }) => ({
      virtualProxies: virtualProxies.map(each => ({
        ...each,
        websocketCrossOriginWhiteList: [...(each.websocketCrossOriginWhiteList ?? []), ELSEWHERE],
      })),
    }),
  },
} as const satisfies Record<string, SignInDefect>

export type SignInDefectName = keyof typeof SIGN_IN_DEFECTS

export const isSignInDefect = (name: string): name is SignInDefectName => Object.hasOwn(SIGN_IN_DEFECTS, name)

/** Takes back each refusal. */
export const LIFTED_REFUSALS = 'refusedUsersSignIn'
