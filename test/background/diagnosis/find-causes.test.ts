import { describe, expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import { type CauseId, causeIds } from '#shared/runs/cause'
import type { StoredCookie } from '../../../src/background/browser/stored-cookie.ts'
import { findCauses } from '../../../src/background/diagnosis/diagnose.ts'
import type { Facts } from '../../../src/background/diagnosis/facts.ts'
import { storedCookieFixture } from '../../support/stored-cookie-fixture.ts'

const hub = 'https://hub.qlik.test:8443'
const sessionId = 'our-own-session-id'
const defaultCookieName = 'X-Qlik-Session-sales'

const settings = {
  cookieName: defaultCookieName,
  https: { secure: true },
  http: {},
  timeoutMinutes: 30,
  linked: true,
  proxies: [{ host: 'hub.qlik.test', port: 8443, restPort: 4243 }],
}

const { timeoutMinutes: _, ...settingsWithoutTimeout } = settings

const createCookie = (change: Partial<StoredCookie> = {}) =>
  storedCookieFixture({ name: defaultCookieName, value: sessionId, url: `${hub}/`, ...change })

/** Returns the cookie that a run would plan. */
const planCookieWith = (input: Partial<Parameters<typeof planSessionCookie>[0]> = {}) =>
  planSessionCookie({ hub, prefix: 'sales', sessionId, settings, ...input })

/** A hub that reports nobody although nothing deviates. */
const baseFacts: Facts = {
  code: 'NOT_SIGNED_IN',
  status: undefined,
  hub,
  prefix: 'sales',
  user: { userDirectory: 'DOMAIN', userId: 'User1' },
  received: undefined,
  attributesBytes: 2,
  planned: planCookieWith(),
  virtualProxy: settings,
  prefixes: ['', 'sales', 'portal'],
  sent: [createCookie()],
  jar: [createCookie()],
  sessions: { isOursListed: true, others: 0, ownOthers: 0 },
  receivedSessions: undefined,
  access: undefined,
  tab: { url: `${hub}/sales/internal_forms_authentication/`, windowId: 1, storeId: '0' },
  page: { url: `${hub}/sales/internal_forms_authentication/`, title: '', status: 200 },
  engine: undefined,
  storeId: '0',
  ageMs: 900,
}

const user2 = { userDirectory: 'DOMAIN', userId: 'User2' }
const withoutSettings = { virtualProxy: undefined, planned: planCookieWith({ settings: undefined }) }
const withTypedCookieName = (cookieName: string) => ({
  virtualProxy: undefined,
  planned: planCookieWith({ settings: undefined, cookieName }),
  sent: [createCookie({ name: cookieName })],
})
const tabAt = (url: string | undefined) => ({ tab: { url, windowId: 7, storeId: '0' } })
const plainHub = 'http://hub.qlik.test:8080'
const overPlainHttp = (cookieName?: string) => ({
  hub: plainHub,
  planned: planCookieWith({
    hub: plainHub,
    settings: cookieName === undefined ? settings : undefined,
    cookieName,
  }),
  ...tabAt(`${plainHub}/sales/hub/`),
})
const withShadowingCookie = (change: Partial<StoredCookie>) => ({
  sent: [createCookie({ value: 'other', ...change }), createCookie()],
})
const endedSession = { sessions: { isOursListed: false, others: 0, ownOthers: 0 } }
const errorPage = { code: 'HUB_ERROR_PAGE', status: 400 }
const unknownProxyFinding = { code: 'VIRTUAL_PROXY_UNKNOWN', status: 404 }
const noProxy = { virtualProxy: undefined, prefix: 'salse' }
const withRejectedCookie = (refusal: string): Partial<Facts> => ({
  code: 'HUB_ERROR_PAGE',
  status: 200,
  page: { url: `${hub}/sales/hub/`, title: '', status: 200, refusal },
})
const tooManySessionsTitle =
  'You cannot access Qlik Sense because you have too many sessions active in parallel.'
const noAccessTitle = 'You cannot access Qlik Sense because you have no access pass.'
const noAccess = { hasAccess: false, access: [], undecided: {} }
const blocked = { access: [], blacklisted: true, inactive: true, undecided: {} }
const inactivePage = { code: 'HUB_ERROR_PAGE', status: 403 }
const strictSameSite = {
  planned: planCookieWith({ settings: { ...settings, https: { secure: true, sameSite: 'strict' } } }),
}
const redirectedFrom = (referrer: string) => ({ page: { url: `${hub}/`, title: '', status: 200, referrer } })

/** Deviations from {@link baseFacts} and the expected causes. */
const table: [title: string, otherwise: Partial<Facts>, causes: CauseId[]][] = [
  ['no deviation: another node', {}, ['otherNode']],
  [
    'an anonymous user',
    { code: 'WRONG_IDENTITY', received: { userDirectory: 'none', userId: 'Anonymous1' } },
    ['otherNode', 'anonymous'],
  ],
  [
    'no facts found in time',
    {
      virtualProxy: undefined,
      sent: undefined,
      jar: undefined,
      sessions: undefined,
      tab: undefined,
      page: undefined,
    },
    ['nameUsual'],
  ],
  [
    'no facts found, but settings known to the run',
    { sent: undefined, jar: undefined, sessions: undefined, tab: undefined, page: undefined },
    [],
  ],
  [
    'five other sessions, two created by Hubpass',
    {
      ...withRejectedCookie(tooManySessionsTitle),
      sessions: { isOursListed: true, others: 5, ownOthers: 2 },
    },
    ['tooManySessions'],
  ],
  [
    'an unknown number of other sessions',
    { ...withRejectedCookie(tooManySessionsTitle), sessions: undefined },
    [],
  ],
  ['no access pass, as the finding states', withRejectedCookie(noAccessTitle), []],
  ['no access pass', { ...withRejectedCookie(noAccessTitle), access: noAccess }, ['noAccessPass']],
  [
    'an access pass in quarantine',
    {
      ...withRejectedCookie(noAccessTitle),
      access: { ...noAccess, access: [{ type: 'professional', state: 'quarantined' }] },
    },
    ['accessQuarantined'],
  ],
  ['a blocked user', { ...inactivePage, access: blocked }, ['userBlocked']],
  [
    'a user removed externally',
    { ...inactivePage, access: { ...blocked, blacklisted: false, removedExternally: true } },
    ['userRemoved'],
  ],
  ['an inactive user', { ...inactivePage, access: { ...blocked, blacklisted: false } }, ['userInactive']],
  ['a blocked user whom the hub does not name', { access: blocked }, ['otherNode', 'userBlocked']],
  ['a blocked user and a broken hub', { code: 'HUB_ERROR_PAGE', status: 500, access: blocked }, []],
  [
    'a refusal of a user whose access is undecided',
    { ...withRejectedCookie(noAccessTitle), access: { access: [], undecided: { hasAccess: 'closed' } } },
    [],
  ],
  [
    'no access pass, as the engine states',
    {
      ...withRejectedCookie('You cannot access Qlik Sense because you have no access pass.'),
      engine: { outcome: 'licenseDenied', says: 'No available access type' },
    },
    ['engineLicense'],
  ],
  [
    'too many sessions, as only the engine states',
    {
      ...withRejectedCookie('You cannot access Qlik Sense because it is so.'),
      engine: { outcome: 'tooManySessions' },
      sessions: { isOursListed: true, others: 5, ownOthers: 0 },
    },
    ['tooManySessions'],
  ],
  [
    'too many sessions, as the engine states, and an unknown number',
    {
      ...withRejectedCookie(tooManySessionsTitle),
      engine: { outcome: 'tooManySessions' },
      sessions: undefined,
    },
    ['engineLimit'],
  ],
  [
    'a WebSocket that fails for another reason than the page states',
    { ...withRejectedCookie(tooManySessionsTitle), sessions: undefined, engine: { outcome: 'forbidden' } },
    [],
  ],
  [
    'a foreign cookie domain',
    {
      code: 'COOKIE_REJECTED',
      planned: planCookieWith({ settings: { ...settings, cookieDomain: 'elsewhere.test' } }),
    },
    ['cookieDomain'],
  ],
  [
    'a valid cookie domain and a cookie that is not stored',
    {
      code: 'COOKIE_REJECTED',
      planned: planCookieWith({ settings: { ...settings, cookieDomain: 'qlik.test' } }),
    },
    [],
  ],
  [
    'SameSite None without Secure',
    {
      code: 'COOKIE_REJECTED',
      planned: planCookieWith({ settings: { ...settings, https: { secure: false, sameSite: 'none' } } }),
    },
    ['sameSiteNone'],
  ],
  [
    'Secure over HTTP',
    {
      ...overPlainHttp(),
      code: 'COOKIE_REJECTED',
      planned: planCookieWith({ hub: plainHub, settings: { ...settings, http: { secure: true } } }),
    },
    ['secureOnHttp'],
  ],
  ['a tab with another cookie store', { tab: { url: `${hub}/`, windowId: 7, storeId: '1' } }, ['otherStore']],
  [
    'an error page of a virtual proxy that is linked to no proxy',
    { ...errorPage, virtualProxy: { ...settings, linked: false, proxies: [] } },
    ['notLinked'],
  ],
  [
    'an unlinked virtual proxy reported by QPS',
    { ...unknownProxyFinding, virtualProxy: { ...settings, linked: false } },
    ['notLinked'],
  ],
  ['a prefix unknown to QPS', { ...unknownProxyFinding, ...noProxy }, ['prefixUnknown']],
  ['a prefix unknown to the proxy', { ...errorPage, ...noProxy }, ['prefixUnknown']],
  [
    'a prefix on a site without prefixes',
    { ...unknownProxyFinding, ...noProxy, prefixes: [''] },
    ['prefixNone'],
  ],
  ['a prefix of which nothing is known', { ...unknownProxyFinding, ...noProxy, prefixes: undefined }, []],
  ['a prefix known to QRS but not to QPS', unknownProxyFinding, []],
  [
    'an error page of a hub under another name',
    { ...errorPage, hub: 'https://alias.test' },
    ['hostNotAccepted'],
  ],
  ['an error page of a hub under its short name', { ...errorPage, hub: 'https://hub' }, []],
  [
    'an error page of a hub under its fully qualified name',
    { ...errorPage, virtualProxy: { ...settings, proxies: [{ host: 'hub' }] } },
    [],
  ],
  [
    'an error page of a hub in the allow list',
    {
      ...errorPage,
      hub: 'https://alias.test',
      virtualProxy: { ...settings, hostAllowList: ['https://Alias.test:443/'] },
    },
    [],
  ],
  ['an error page with status 503', { ...errorPage, status: 503, hub: 'https://alias.test' }, []],
  ['an error page after many attributes', { ...errorPage, attributesBytes: 20_000 }, ['attributesTooLarge']],
  [
    'many attributes and another host name, which is conclusive',
    { ...errorPage, attributesBytes: 20_000, hub: 'https://alias.test' },
    ['hostNotAccepted'],
  ],
  [
    'a Qlik login under another host name',
    tabAt('https://alias.test/sales/internal_windows_authentication/?x'),
    ['otherHost'],
  ],
  ['a page of another host that may be a login', tabAt('https://idp.test/login'), ['otherHost']],
  [
    "the virtual proxy's own login module",
    {
      ...tabAt('https://idp.test/login'),
      virtualProxy: { ...settings, authenticationModuleUri: 'https://idp.test/login' },
    },
    [],
  ],
  ['an unreadable page of another host', tabAt(undefined), ['otherHostUnseen']],
  [
    'an unreadable page when the login module is on another host',
    { ...tabAt(undefined), virtualProxy: { ...settings, authenticationModuleUri: 'https://idp.test/login' } },
    [],
  ],
  ['a redirect from HTTP to HTTPS', { ...overPlainHttp(), ...tabAt(`${hub}/sales/hub/`) }, ['otherScheme']],
  [
    'a name without -HTTP over HTTP',
    { ...overPlainHttp(defaultCookieName), virtualProxy: undefined },
    ['suffixMissing'],
  ],
  ['a name without -HTTP that QRS reports', overPlainHttp(defaultCookieName), ['suffixMissing']],
  ['a name with -HTTP over HTTPS', withTypedCookieName(`${defaultCookieName}-HTTP`), ['suffixExtra']],
  [
    'a name other than that of the virtual proxy',
    { ...withTypedCookieName('X-Foo'), virtualProxy: settings },
    ['cookieName'],
  ],
  [
    'another name that only the accepted session reveals',
    {
      ...withTypedCookieName('X-Foo'),
      code: 'WRONG_IDENTITY',
      received: user2,
      jar: [createCookie({ value: 'of-user-2' })],
      receivedSessions: ['of-user-2'],
    },
    ['cookieName', 'otherUser'],
  ],
  ['a session that has ended', endedSession, ['sessionEnded']],
  ['a session that has timed out', { ...endedSession, ageMs: 31 * 60_000 }, ['timedOut']],
  [
    'an ended session with an unknown timeout',
    {
      ...endedSession,
      ageMs: 31 * 60_000,
      virtualProxy: settingsWithoutTimeout,
    },
    ['sessionEnded'],
  ],
  ['a shadowing cookie with a longer path', withShadowingCookie({ path: '/sales/hub' }), ['narrowerPath']],
  [
    'a shadowing cookie of the parent domain',
    withShadowingCookie({ domain: '.qlik.test', hostOnly: false }),
    ['twin'],
  ],
  [
    'shadowing cookies of both kinds',
    {
      sent: [
        createCookie({ value: '1', path: '/sales' }),
        createCookie({ value: '2', domain: '.qlik.test' }),
        createCookie(),
      ],
    },
    ['narrowerPath', 'twin'],
  ],
  [
    'another cookie with the same session',
    withShadowingCookie({ path: '/sales', value: sessionId }),
    ['otherNode'],
  ],
  [
    'a shadowing cookie under a wrong name',
    { ...withTypedCookieName('X-Foo'), virtualProxy: settings, ...withShadowingCookie({ path: '/sales' }) },
    ['cookieName'],
  ],
  [
    'a shadowing cookie that reappears',
    { ...withShadowingCookie({ path: '/sales' }), code: 'COOKIE_SHADOWED', tab: undefined, page: undefined },
    ['narrowerPath'],
  ],
  ['another value under our cookie key', { sent: [createCookie({ value: 'other' })] }, ['overwritten']],
  [
    "another user's session in our place",
    {
      code: 'WRONG_IDENTITY',
      received: user2,
      sent: [createCookie({ value: 'of-user-2' })],
      jar: [createCookie({ value: 'of-user-2' })],
      receivedSessions: ['of-user-2'],
    },
    ['overwritten', 'otherUser'],
  ],
  [
    'SameSite=Strict after a link from another site',
    { ...strictSameSite, ...redirectedFrom('https://portal.example/') },
    ['sameSiteStrict'],
  ],
  [
    'SameSite=Strict after a link from the same site',
    { ...strictSameSite, ...redirectedFrom('https://portal.qlik.test/') },
    ['otherNode'],
  ],
  ['a link from another site without SameSite', redirectedFrom('https://portal.example/'), ['otherNode']],
  ['a removed cookie', { sent: [] }, ['otherNode', 'cookieGone']],
  ['another node without settings from QRS', { ...withoutSettings }, ['nameUsual', 'otherNodeUnlisted']],
  [
    'another node without a list of proxies',
    { virtualProxy: { ...settings, proxies: [] } },
    ['otherNodeUnlisted'],
  ],
  ['a typed name that is not confirmed', withTypedCookieName('X-Foo'), ['nameTyped', 'otherNodeUnlisted']],
  [
    'a login page on another host and a typed name that is not confirmed',
    { ...withTypedCookieName('X-Foo'), ...tabAt('https://login.test/sign-in') },
    ['nameTyped', 'otherHost'],
  ],
  [
    'a login page on another host, out of sight, and the usual name without confirmation',
    { ...withoutSettings, ...tabAt(undefined) },
    ['nameUsual', 'otherHostUnseen'],
  ],
  [
    'a typed name that is not that of the QMC',
    { code: 'COOKIE_NAME_NOT_IN_QMC', planned: planCookieWith({ cookieName: 'X-Foo' }), tab: undefined },
    ['nameOfQmc', 'nameDespiteQmc'],
  ],
  [
    'a failure with another finding',
    { code: 'HUB_UNREACHABLE', ...endedSession, ...withTypedCookieName('X-Foo') },
    [],
  ],
]

describe('findCauses', () => {
  it.each(table)('findCauses returns the causes for %s', (_, otherwise, causes) => {
    expect(findCauses({ ...baseFacts, ...otherwise }).map(({ cause }) => cause)).toEqual(causes)
  })

  it.each([
    [
      { ...noAccess, left: [{ type: 'analyzer' as const, unit: 'users' as const, left: 1, total: 2 }] },
      'Analyzer 1/2',
    ],
    [noAccess, '?'],
  ])('findCauses names the user without an access pass, and what is left: %j', (access, left) => {
    const facts = { ...baseFacts, ...withRejectedCookie(noAccessTitle), access }
    expect(findCauses(facts)).toEqual([{ cause: 'noAccessPass', values: ['DOMAIN\\User1', left] }])
  })

  it('findCauses returns every cause for some facts', () => {
    expect(new Set(table.flatMap(([, , causes]) => causes))).toEqual(new Set(causeIds))
  })

  it.each(table)('findCauses reveals no session id for %s', (_, otherwise) => {
    expect(JSON.stringify(findCauses({ ...baseFacts, ...otherwise }))).not.toMatch(
      /our-own-session-id|of-user-2|"other"/,
    )
  })

  const actionOf = (otherwise: Partial<Facts>) => findCauses({ ...baseFacts, ...otherwise })[0]?.action

  it.each<[string, Partial<Facts>, unknown]>([
    [
      'the right name',
      withTypedCookieName(`${defaultCookieName}-HTTP`),
      { kind: 'signInAgain', change: { cookieName: defaultCookieName } },
    ],
    [
      'the default name',
      withTypedCookieName('X-Foo'),
      { kind: 'signInAgain', change: { cookieName: defaultCookieName } },
    ],
    [
      'the nearest prefix',
      { ...unknownProxyFinding, ...noProxy },
      { kind: 'signInAgain', change: { prefix: 'sales' } },
    ],
    [
      'nothing when no prefix is similar',
      { ...unknownProxyFinding, ...noProxy, prefix: 'finance' },
      undefined,
    ],
    [
      'the empty prefix',
      { ...unknownProxyFinding, ...noProxy, prefixes: [''] },
      { kind: 'signInAgain', change: { prefix: '' } },
    ],
    ['to enter a name when no better one is known', withoutSettings, { kind: 'enterCookieName' }],
    [
      'the name of the only other session cookie in the browser',
      { ...withoutSettings, jar: [createCookie(), createCookie({ name: 'X-Portal-Session' })] },
      { kind: 'signInAgain', change: { cookieName: 'X-Portal-Session' } },
    ],
    [
      'the usual name when the login page is on another host',
      { ...withTypedCookieName('X-Foo'), ...tabAt('https://login.test/sign-in') },
      { kind: 'signInAgain', change: { cookieName: defaultCookieName } },
    ],
    [
      'the window of the tab',
      { tab: { url: undefined, windowId: 7, storeId: '1' } },
      { kind: 'signInAgain', windowId: 7 },
    ],
    ['to remove shadowing cookies', withShadowingCookie({ path: '/sales' }), { kind: 'removeTwins' }],
    [
      'to end the sessions of Hubpass',
      {
        ...withRejectedCookie(tooManySessionsTitle),
        sessions: { isOursListed: true, others: 5, ownOthers: 2 },
      },
      { kind: 'endOwnSessions', count: 2 },
    ],
    [
      'nothing when Hubpass created no session',
      {
        ...withRejectedCookie(tooManySessionsTitle),
        sessions: { isOursListed: true, others: 5, ownOthers: 0 },
      },
      undefined,
    ],
  ])('findCauses offers %s', (_, otherwise, action) => {
    expect(actionOf(otherwise)).toEqual(action)
  })
})
