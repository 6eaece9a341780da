import { describe, expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import { type CauseId, causeIds } from '#shared/runs/cause'
import type { StoredCookie } from '../../../src/background/browser/stored-cookie.ts'
import { findCauses } from '../../../src/background/diagnosis/diagnose.ts'
import type { Facts } from '../../../src/background/diagnosis/facts.ts'

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

const createCookie = (change: Partial<StoredCookie> = {}): StoredCookie => ({
  name: defaultCookieName,
  value: sessionId,
  domain: 'hub.qlik.test',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'unspecified',
  url: `${hub}/`,
  ...change,
})

/** The cookie that a run would plan. */
const planCookieWith = (input: Partial<Parameters<typeof planSessionCookie>[0]> = {}) =>
  planSessionCookie({ hub, prefix: 'sales', sessionId, settings, ...input })

/** A hub that shows nobody, though all is as it should be. */
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
  tab: { url: `${hub}/sales/internal_forms_authentication/`, windowId: 1, storeId: '0' },
  page: { url: `${hub}/sales/internal_forms_authentication/`, title: '', status: 200 },
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
const strictSameSite = {
  planned: planCookieWith({ settings: { ...settings, https: { secure: true, sameSite: 'strict' } } }),
}
const redirectedFrom = (referrer: string) => ({ page: { url: `${hub}/`, title: '', status: 200, referrer } })

/** What is otherwise than in {@link baseFacts}, and what it is taken for. */
const table: [title: string, otherwise: Partial<Facts>, causes: CauseId[]][] = [
  ['all as it should be: another node', {}, ['otherNode']],
  [
    'the same at an anonymous user',
    { code: 'WRONG_IDENTITY', received: { userDirectory: 'none', userId: 'Anonymous1' } },
    ['otherNode', 'anonymous'],
  ],
  [
    'nothing found out in time',
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
    'nothing found out, the settings known to the run',
    { sent: undefined, jar: undefined, sessions: undefined, tab: undefined, page: undefined },
    [],
  ],
  [
    'five other sessions, two of ours',
    {
      ...withRejectedCookie(tooManySessionsTitle),
      sessions: { isOursListed: true, others: 5, ownOthers: 2 },
    },
    ['tooManySessions'],
  ],
  [
    'other sessions that nobody counts',
    { ...withRejectedCookie(tooManySessionsTitle), sessions: undefined },
    [],
  ],
  [
    'no access pass, which the finding says',
    withRejectedCookie('You cannot access Qlik Sense because you have no access pass.'),
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
    'a fitting cookie domain, and a cookie that is not kept',
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
    'Secure on plain http',
    {
      ...overPlainHttp(),
      code: 'COOKIE_REJECTED',
      planned: planCookieWith({ hub: plainHub, settings: { ...settings, http: { secure: true } } }),
    },
    ['secureOnHttp'],
  ],
  ['a tab of another store', { tab: { url: `${hub}/`, windowId: 7, storeId: '1' } }, ['otherStore']],
  [
    'an error page of a virtual proxy without a proxy',
    { ...errorPage, virtualProxy: { ...settings, linked: false, proxies: [] } },
    ['notLinked'],
  ],
  [
    'the same as QPS says it',
    { ...unknownProxyFinding, virtualProxy: { ...settings, linked: false } },
    ['notLinked'],
  ],
  ['a prefix that QPS does not know', { ...unknownProxyFinding, ...noProxy }, ['prefixUnknown']],
  ['a prefix that the proxy does not know', { ...errorPage, ...noProxy }, ['prefixUnknown']],
  ['a prefix on a site without any', { ...unknownProxyFinding, ...noProxy, prefixes: [''] }, ['prefixNone']],
  ['a prefix that nobody else knows', { ...unknownProxyFinding, ...noProxy, prefixes: undefined }, []],
  ['a prefix that QRS knows and this QPS does not', unknownProxyFinding, []],
  [
    'an error page of a hub under another name',
    { ...errorPage, hub: 'https://alias.test' },
    ['hostNotAccepted'],
  ],
  ['an error page of a hub under its short name', { ...errorPage, hub: 'https://hub' }, []],
  [
    'an error page of a hub under its whole name',
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
  ['an error page of the services', { ...errorPage, status: 503, hub: 'https://alias.test' }, []],
  ['an error page after many attributes', { ...errorPage, attributesBytes: 20_000 }, ['attributesTooLarge']],
  [
    'many attributes and another name, which explains it',
    { ...errorPage, attributesBytes: 20_000, hub: 'https://alias.test' },
    ['hostNotAccepted'],
  ],
  [
    'a login of Qlik under another name',
    tabAt('https://alias.test/sales/internal_windows_authentication/?x'),
    ['otherHost'],
  ],
  ['a page of another host that may be any login', tabAt('https://idp.test/login'), ['otherHost']],
  [
    "the virtual proxy's own login module",
    {
      ...tabAt('https://idp.test/login'),
      virtualProxy: { ...settings, authenticationModuleUri: 'https://idp.test/login' },
    },
    [],
  ],
  ['a page of another host that nobody may look at', tabAt(undefined), ['otherHostUnseen']],
  [
    'the same where the login module is elsewhere',
    { ...tabAt(undefined), virtualProxy: { ...settings, authenticationModuleUri: 'https://idp.test/login' } },
    [],
  ],
  [
    'a hub that leads from http to https',
    { ...overPlainHttp(), ...tabAt(`${hub}/sales/hub/`) },
    ['otherScheme'],
  ],
  [
    'a name without -HTTP on plain http',
    { ...overPlainHttp(defaultCookieName), virtualProxy: undefined },
    ['suffixMissing'],
  ],
  ['the same where QRS tells the name', overPlainHttp(defaultCookieName), ['suffixMissing']],
  ['a name with -HTTP on https', withTypedCookieName(`${defaultCookieName}-HTTP`), ['suffixExtra']],
  [
    'a name that is not that of the virtual proxy',
    { ...withTypedCookieName('X-Foo'), virtualProxy: settings },
    ['cookieName'],
  ],
  [
    'the same where only the session tells that the hub took',
    {
      ...withTypedCookieName('X-Foo'),
      code: 'WRONG_IDENTITY',
      received: user2,
      jar: [createCookie({ value: 'of-user-2' })],
      receivedSessions: ['of-user-2'],
    },
    ['cookieName', 'otherUser'],
  ],
  ['a session that is gone', endedSession, ['sessionEnded']],
  ['a session that is gone after its time', { ...endedSession, ageMs: 31 * 60_000 }, ['timedOut']],
  [
    'a session that is gone, of whose time nobody knows',
    {
      ...endedSession,
      ageMs: 31 * 60_000,
      virtualProxy: settingsWithoutTimeout,
    },
    ['sessionEnded'],
  ],
  ['a twin of a longer path', withShadowingCookie({ path: '/sales/hub' }), ['narrowerPath']],
  ['a twin of the parent domain', withShadowingCookie({ domain: '.qlik.test', hostOnly: false }), ['twin']],
  [
    'twins of both kinds',
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
    'a twin that holds the same session',
    withShadowingCookie({ path: '/sales', value: sessionId }),
    ['otherNode'],
  ],
  [
    'a twin of a name that is wrong anyway',
    { ...withTypedCookieName('X-Foo'), virtualProxy: settings, ...withShadowingCookie({ path: '/sales' }) },
    ['cookieName'],
  ],
  [
    'a twin that comes back at once',
    { ...withShadowingCookie({ path: '/sales' }), code: 'COOKIE_SHADOWED', tab: undefined, page: undefined },
    ['narrowerPath'],
  ],
  ['another value in our place', { sent: [createCookie({ value: 'other' })] }, ['overwritten']],
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
    'SameSite Strict after a link of another site',
    { ...strictSameSite, ...redirectedFrom('https://portal.example/') },
    ['sameSiteStrict'],
  ],
  [
    'SameSite Strict after a link of the same site',
    { ...strictSameSite, ...redirectedFrom('https://portal.qlik.test/') },
    ['otherNode'],
  ],
  ['a link of another site without SameSite', redirectedFrom('https://portal.example/'), ['otherNode']],
  ['a cookie that was taken away', { sent: [] }, ['otherNode', 'cookieGone']],
  ['another node, of which QRS tells nothing', { ...withoutSettings }, ['nameUsual', 'otherNodeUnlisted']],
  [
    'another node, with no proxies told',
    { virtualProxy: { ...settings, proxies: [] } },
    ['otherNodeUnlisted'],
  ],
  ['a typed name that nobody confirms', withTypedCookieName('X-Foo'), ['nameTyped', 'otherNodeUnlisted']],
  [
    'a failure that is none of this',
    { code: 'HUB_UNREACHABLE', ...endedSession, ...withTypedCookieName('X-Foo') },
    [],
  ],
]

describe('the causes of a failed run', () => {
  it.each(table)('%s', (_, otherwise, causes) => {
    expect(findCauses({ ...baseFacts, ...otherwise }).map(({ cause }) => cause)).toEqual(causes)
  })

  it('are all found by some facts', () => {
    expect(new Set(table.flatMap(([, , causes]) => causes))).toEqual(new Set(causeIds))
  })

  it.each(table)('tell no session id: %s', (_, otherwise) => {
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
      'the usual name',
      withTypedCookieName('X-Foo'),
      { kind: 'signInAgain', change: { cookieName: defaultCookieName } },
    ],
    [
      'the nearest prefix',
      { ...unknownProxyFinding, ...noProxy },
      { kind: 'signInAgain', change: { prefix: 'sales' } },
    ],
    [
      'nothing, where no prefix is near',
      { ...unknownProxyFinding, ...noProxy, prefix: 'finance' },
      undefined,
    ],
    [
      'none',
      { ...unknownProxyFinding, ...noProxy, prefixes: [''] },
      { kind: 'signInAgain', change: { prefix: '' } },
    ],
    ['nothing, where nobody knows a better name', withoutSettings, undefined],
    [
      'the window of the tab',
      { tab: { url: undefined, windowId: 7, storeId: '1' } },
      { kind: 'signInAgain', windowId: 7 },
    ],
    ['a run without twins', withShadowingCookie({ path: '/sales' }), { kind: 'removeTwins' }],
    [
      'our own sessions',
      {
        ...withRejectedCookie(tooManySessionsTitle),
        sessions: { isOursListed: true, others: 5, ownOthers: 2 },
      },
      { kind: 'endOwnSessions', count: 2 },
    ],
    [
      'nothing, where no session is ours',
      {
        ...withRejectedCookie(tooManySessionsTitle),
        sessions: { isOursListed: true, others: 5, ownOthers: 0 },
      },
      undefined,
    ],
  ])('offer %s', (_, otherwise, action) => {
    expect(actionOf(otherwise)).toEqual(action)
  })
})
