import { describe, expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import { causesOf } from '../../src/background/diagnosis/causes-of.ts'
import type { Facts } from '../../src/background/diagnosis/facts.ts'
import type { StoredCookie } from '../../src/background/stored-cookie.ts'
import { type CauseId, causeIds } from '../../src/shared/cause.ts'

const hub = 'https://hub.qlik.test:8443'
const sessionId = 'our-own-session-id'
const name = 'X-Qlik-Session-sales'

const settings = {
  cookieName: name,
  https: { secure: true },
  http: {},
  timeoutMinutes: 30,
  linked: true,
  proxies: [{ host: 'hub.qlik.test', port: 8443, restPort: 4243 }],
}

const { timeoutMinutes: _, ...timeless } = settings

const cookie = (change: Partial<StoredCookie> = {}): StoredCookie => ({
  name,
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
const planned = (wish: Partial<Parameters<typeof planSessionCookie>[0]> = {}) =>
  planSessionCookie({ hub, prefix: 'sales', sessionId, settings, ...wish })

/** A hub that shows nobody, though all is as it should be. */
const base: Facts = {
  code: 'NOT_SIGNED_IN',
  status: undefined,
  hub,
  prefix: 'sales',
  user: { userDirectory: 'DOMAIN', userId: 'User1' },
  received: undefined,
  attributesBytes: 2,
  planned: planned(),
  virtualProxy: settings,
  prefixes: ['', 'sales', 'portal'],
  sent: [cookie()],
  jar: [cookie()],
  sessions: { isOursListed: true, others: 0, ownOthers: 0 },
  receivedSessions: undefined,
  tab: { url: `${hub}/sales/internal_forms_authentication/`, windowId: 1, storeId: '0' },
  page: { url: `${hub}/sales/internal_forms_authentication/`, title: '', status: 200 },
  storeId: '0',
  ageMs: 900,
}

const user2 = { userDirectory: 'DOMAIN', userId: 'User2' }
const nobodyKnows = { virtualProxy: undefined, planned: planned({ settings: undefined }) }
const typed = (cookieName: string) => ({
  virtualProxy: undefined,
  planned: planned({ settings: undefined, cookieName }),
  sent: [cookie({ name: cookieName })],
})
const tabAt = (url: string | undefined) => ({ tab: { url, windowId: 7, storeId: '0' } })
const plainHub = 'http://hub.qlik.test:8080'
const onPlain = (cookieName?: string) => ({
  hub: plainHub,
  planned: planned({ hub: plainHub, settings: cookieName === undefined ? settings : undefined, cookieName }),
  ...tabAt(`${plainHub}/sales/hub/`),
})
const twin = (change: Partial<StoredCookie>) => ({ sent: [cookie({ value: 'other', ...change }), cookie()] })
const gone = { sessions: { isOursListed: false, others: 0, ownOthers: 0 } }
const errorPage = { code: 'HUB_ERROR_PAGE', status: 400 }
const unknown = { code: 'VIRTUAL_PROXY_UNKNOWN', status: 404 }
const noProxy = { virtualProxy: undefined, prefix: 'salse' }
const refused = (refusal: string): Partial<Facts> => ({
  code: 'HUB_ERROR_PAGE',
  status: 200,
  page: { url: `${hub}/sales/hub/`, title: '', status: 200, refusal },
})
const sixth = 'You cannot access Qlik Sense because you have too many sessions active in parallel.'
const strict = {
  planned: planned({ settings: { ...settings, https: { secure: true, sameSite: 'strict' } } }),
}
const ledBy = (referrer: string) => ({ page: { url: `${hub}/`, title: '', status: 200, referrer } })

/** What is otherwise than in {@link base}, and what it is taken for. */
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
    { ...refused(sixth), sessions: { isOursListed: true, others: 5, ownOthers: 2 } },
    ['tooManySessions'],
  ],
  ['other sessions that nobody counts', { ...refused(sixth), sessions: undefined }, []],
  [
    'no access pass, which the finding says',
    refused('You cannot access Qlik Sense because you have no access pass.'),
    [],
  ],
  [
    'a foreign cookie domain',
    {
      code: 'COOKIE_REJECTED',
      planned: planned({ settings: { ...settings, cookieDomain: 'elsewhere.test' } }),
    },
    ['cookieDomain'],
  ],
  [
    'a fitting cookie domain, and a cookie that is not kept',
    { code: 'COOKIE_REJECTED', planned: planned({ settings: { ...settings, cookieDomain: 'qlik.test' } }) },
    [],
  ],
  [
    'SameSite None without Secure',
    {
      code: 'COOKIE_REJECTED',
      planned: planned({ settings: { ...settings, https: { secure: false, sameSite: 'none' } } }),
    },
    ['sameSiteNone'],
  ],
  [
    'Secure on plain http',
    {
      ...onPlain(),
      code: 'COOKIE_REJECTED',
      planned: planned({ hub: plainHub, settings: { ...settings, http: { secure: true } } }),
    },
    ['secureOnHttp'],
  ],
  ['a tab of another store', { tab: { url: `${hub}/`, windowId: 7, storeId: '1' } }, ['otherStore']],
  [
    'an error page of a virtual proxy without a proxy',
    { ...errorPage, virtualProxy: { ...settings, linked: false, proxies: [] } },
    ['notLinked'],
  ],
  ['the same as QPS says it', { ...unknown, virtualProxy: { ...settings, linked: false } }, ['notLinked']],
  ['a prefix that QPS does not know', { ...unknown, ...noProxy }, ['prefixUnknown']],
  ['a prefix that the proxy does not know', { ...errorPage, ...noProxy }, ['prefixUnknown']],
  ['a prefix on a site without any', { ...unknown, ...noProxy, prefixes: [''] }, ['prefixNone']],
  ['a prefix that nobody else knows', { ...unknown, ...noProxy, prefixes: undefined }, []],
  ['a prefix that QRS knows and this QPS does not', unknown, []],
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
  ['a hub that leads from http to https', { ...onPlain(), ...tabAt(`${hub}/sales/hub/`) }, ['otherScheme']],
  ['a name without -HTTP on plain http', { ...onPlain(name), virtualProxy: undefined }, ['suffixMissing']],
  ['the same where QRS tells the name', onPlain(name), ['suffixMissing']],
  ['a name with -HTTP on https', typed(`${name}-HTTP`), ['suffixExtra']],
  [
    'a name that is not that of the virtual proxy',
    { ...typed('X-Foo'), virtualProxy: settings },
    ['cookieName'],
  ],
  [
    'the same where only the session tells that the hub took',
    {
      ...typed('X-Foo'),
      code: 'WRONG_IDENTITY',
      received: user2,
      jar: [cookie({ value: 'of-user-2' })],
      receivedSessions: ['of-user-2'],
    },
    ['cookieName', 'otherUser'],
  ],
  ['a session that is gone', gone, ['sessionEnded']],
  ['a session that is gone after its time', { ...gone, ageMs: 31 * 60_000 }, ['timedOut']],
  [
    'a session that is gone, of whose time nobody knows',
    {
      ...gone,
      ageMs: 31 * 60_000,
      virtualProxy: timeless,
    },
    ['sessionEnded'],
  ],
  ['a twin of a longer path', twin({ path: '/sales/hub' }), ['narrowerPath']],
  ['a twin of the parent domain', twin({ domain: '.qlik.test', hostOnly: false }), ['twin']],
  [
    'twins of both kinds',
    {
      sent: [cookie({ value: '1', path: '/sales' }), cookie({ value: '2', domain: '.qlik.test' }), cookie()],
    },
    ['narrowerPath', 'twin'],
  ],
  ['a twin that holds the same session', twin({ path: '/sales', value: sessionId }), ['otherNode']],
  [
    'a twin of a name that is wrong anyway',
    { ...typed('X-Foo'), virtualProxy: settings, ...twin({ path: '/sales' }) },
    ['cookieName'],
  ],
  [
    'a twin that comes back at once',
    { ...twin({ path: '/sales' }), code: 'COOKIE_SHADOWED', tab: undefined, page: undefined },
    ['narrowerPath'],
  ],
  ['another value in our place', { sent: [cookie({ value: 'other' })] }, ['overwritten']],
  [
    "another user's session in our place",
    {
      code: 'WRONG_IDENTITY',
      received: user2,
      sent: [cookie({ value: 'of-user-2' })],
      jar: [cookie({ value: 'of-user-2' })],
      receivedSessions: ['of-user-2'],
    },
    ['overwritten', 'otherUser'],
  ],
  [
    'SameSite Strict after a link of another site',
    { ...strict, ...ledBy('https://portal.example/') },
    ['sameSiteStrict'],
  ],
  [
    'SameSite Strict after a link of the same site',
    { ...strict, ...ledBy('https://portal.qlik.test/') },
    ['otherNode'],
  ],
  ['a link of another site without SameSite', ledBy('https://portal.example/'), ['otherNode']],
  ['a cookie that was taken away', { sent: [] }, ['otherNode', 'cookieGone']],
  ['another node, of which QRS tells nothing', { ...nobodyKnows }, ['nameUsual', 'otherNodeUnlisted']],
  [
    'another node, with no proxies told',
    { virtualProxy: { ...settings, proxies: [] } },
    ['otherNodeUnlisted'],
  ],
  ['a typed name that nobody confirms', typed('X-Foo'), ['nameTyped', 'otherNodeUnlisted']],
  ['a failure that is none of this', { code: 'HUB_UNREACHABLE', ...gone, ...typed('X-Foo') }, []],
]

describe('the causes of a failed run', () => {
  it.each(table)('%s', (_, otherwise, causes) => {
    expect(causesOf({ ...base, ...otherwise }).map(({ cause }) => cause)).toEqual(causes)
  })

  it('are all found by some facts', () => {
    expect(new Set(table.flatMap(([, , causes]) => causes))).toEqual(new Set(causeIds))
  })

  it.each(table)('tell no session id: %s', (_, otherwise) => {
    expect(JSON.stringify(causesOf({ ...base, ...otherwise }))).not.toMatch(
      /our-own-session-id|of-user-2|"other"/,
    )
  })

  const actionOf = (otherwise: Partial<Facts>) => causesOf({ ...base, ...otherwise })[0]?.action

  it.each<[string, Partial<Facts>, unknown]>([
    ['the right name', typed(`${name}-HTTP`), { kind: 'signInAgain', change: { cookieName: name } }],
    ['the usual name', typed('X-Foo'), { kind: 'signInAgain', change: { cookieName: name } }],
    ['the nearest prefix', { ...unknown, ...noProxy }, { kind: 'signInAgain', change: { prefix: 'sales' } }],
    ['nothing, where no prefix is near', { ...unknown, ...noProxy, prefix: 'finance' }, undefined],
    ['none', { ...unknown, ...noProxy, prefixes: [''] }, { kind: 'signInAgain', change: { prefix: '' } }],
    ['nothing, where nobody knows a better name', nobodyKnows, undefined],
    [
      'the window of the tab',
      { tab: { url: undefined, windowId: 7, storeId: '1' } },
      { kind: 'signInAgain', windowId: 7 },
    ],
    ['a run without twins', twin({ path: '/sales' }), { kind: 'removeTwins' }],
    [
      'our own sessions',
      { ...refused(sixth), sessions: { isOursListed: true, others: 5, ownOthers: 2 } },
      { kind: 'endOwnSessions', count: 2 },
    ],
    [
      'nothing, where no session is ours',
      { ...refused(sixth), sessions: { isOursListed: true, others: 5, ownOthers: 0 } },
      undefined,
    ],
  ])('offer %s', (_, otherwise, action) => {
    expect(actionOf(otherwise)).toEqual(action)
  })
})
