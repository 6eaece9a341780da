import { describe, expect, it } from 'vitest'
import { planSessionCookie } from '#protocol/session-cookie'
import { type CauseId, tabCauseIds } from '#shared/runs/cause'
import type { StoredCookie } from '../../../src/background/browser/stored-cookie.ts'
import { findTabCauses } from '../../../src/background/tab-diagnosis/find-tab-causes.ts'
import type { TabFacts } from '../../../src/background/tab-diagnosis/tab-facts.ts'
import { createdSessionFixture } from '../../support/created-session-fixture.ts'
import { storedCookieFixture } from '../../support/stored-cookie-fixture.ts'

const hub = 'https://hub.qlik.test'
const cookieName = 'X-Qlik-Session-sales'
const sessionId = 'our-own-session-id'
const settings = { cookieName, https: {}, http: {}, linked: true, proxies: [{ host: 'hub.qlik.test' }] }

const createCookie = (change: Partial<StoredCookie> = {}) =>
  storedCookieFixture({ name: cookieName, value: sessionId, url: `${hub}/`, ...change })

/** A tab in which nobody is signed in, without any cookie or session. */
const nobody: TabFacts = {
  who: 'nobody',
  code: 'NOT_SIGNED_IN',
  status: undefined,
  hub,
  prefix: 'sales',
  user: { userDirectory: '', userId: '' },
  received: undefined,
  attributesBytes: 2,
  planned: planSessionCookie({ hub, prefix: 'sales', sessionId: '', settings }),
  virtualProxy: settings,
  prefixes: ['', 'sales', 'portal'],
  sent: [],
  jar: [],
  sessions: undefined,
  receivedSessions: undefined,
  access: undefined,
  tab: { url: `${hub}/sales/hub/`, windowId: 1, storeId: '0' },
  page: { url: `${hub}/sales/hub/`, title: '', status: 200 },
  engine: undefined,
  storeId: '0',
  ageMs: 0,
  probableCookie: undefined,
  created: undefined,
  inOtherWindows: [],
  onOtherProxies: [],
}

const created = createdSessionFixture({ prefix: 'sales', sessionId, cookieName })
const ours: Partial<TabFacts> = {
  created,
  planned: planSessionCookie({ hub, prefix: 'sales', sessionId, settings }),
  sent: [createCookie()],
  jar: [createCookie()],
  sessions: { isOursListed: true, others: 0, ownOthers: 0 },
}
const withoutQrs = { virtualProxy: undefined, prefixes: undefined }
const portalCookie = createCookie({ name: 'X-Qlik-Session-portal', value: 'other' })
const user: Partial<TabFacts> = {
  who: 'user',
  prefix: '',
  virtualProxy: { ...settings, cookieName: 'X-Qlik-Session' },
  probableCookie: createCookie({ name: 'X-Qlik-Session' }),
  jar: [createCookie({ name: 'X-Qlik-Session' })],
}
const user2 = { userDirectory: 'DOMAIN', userId: 'User2' }
const refusingPage = {
  ...{ url: hub, title: '', status: 200 },
  refusal: 'You cannot access Qlik Sense because of x.',
}
const saysEngine = (engine: TabFacts['engine']): Partial<TabFacts> => ({ ...user, engine })
const errorPage = { who: 'unreachable', code: 'HUB_ERROR_PAGE', status: 400 } as const
const wrongName = planSessionCookie({ hub, prefix: 'sales', sessionId, cookieName: 'X-Foo' })

const table: [title: string, otherwise: Partial<TabFacts>, causes: CauseId[]][] = [
  ['no cookie', {}, ['noCookie']],
  ['no cookie, with QRS closed', withoutQrs, ['noUsualCookie']],
  ['only cookies of other names', { jar: [portalCookie] }, ['otherCookies']],
  [
    'only cookies of other names, with QRS closed',
    { ...withoutQrs, jar: [portalCookie] },
    ['notUsualCookie'],
  ],
  ['cookies without a session in the name', { jar: [createCookie({ name: 'theme' })] }, ['noCookie']],
  ['a cookie of another tool', { sent: [createCookie({ value: 'x' })] }, ['cookieNotAccepted']],
  ['cookies that could not be read', { sent: undefined, jar: undefined }, []],
  [
    'a session of Hubpass that has ended',
    { ...ours, sessions: { isOursListed: false, others: 0, ownOthers: 0 } },
    ['sessionOver'],
  ],
  ['a session of Hubpass whose cookie is gone', { ...ours, sent: [], jar: [] }, ['cookieMissing']],
  ['a session of Hubpass that only QPS knows', ours, ['otherNode']],
  ['a session of Hubpass, with QPS closed', { ...ours, sessions: undefined }, ['cookieNotAccepted']],
  [
    'a cookie of Hubpass that was overwritten',
    { ...ours, sent: [createCookie({ value: 'x' })] },
    ['overwritten'],
  ],
  [
    'a shadowing cookie',
    { ...ours, sent: [createCookie({ value: 'x', path: '/sales' }), createCookie()] },
    ['narrowerPath'],
  ],
  [
    'a cookie of Hubpass under a name that is not that of the QMC',
    { ...ours, planned: wrongName, sent: [createCookie({ name: 'X-Foo' })] },
    ['cookieName'],
  ],
  ['a session in another window', { inOtherWindows: [created] }, ['inOtherWindow', 'noCookie']],
  [
    'a session on another virtual proxy',
    { onOtherProxies: [createdSessionFixture({ prefix: 'portal' })], jar: [portalCookie] },
    ['onOtherProxy', 'otherCookies'],
  ],
  [
    'a session on the default virtual proxy',
    { onOtherProxies: [createdSessionFixture()] },
    ['onDefaultProxy', 'noCookie'],
  ],
  ['anonymous access', { who: 'anonymous' }, ['noCookie', 'anonymousTab']],
  ['a prefix that QRS does not have', { prefix: 'salse', virtualProxy: undefined }, ['prefixUnknown']],
  [
    'a virtual proxy that is linked to nothing',
    { prefixes: [''], virtualProxy: { ...settings, linked: false } },
    ['notLinked'],
  ],
  ['an error page, with QRS closed', { ...errorPage, ...withoutQrs }, []],
  [
    'an error page of a hub under another name',
    { ...errorPage, hub: 'https://alias.test' },
    ['hostNotAccepted'],
  ],
  ['a hub that does not answer', { who: 'unreachable', code: 'HUB_UNREACHABLE' }, []],
  ['a user in the usual cookie of the default virtual proxy', user, []],
  [
    'a user on another virtual proxy',
    { ...user, virtualProxy: settings, prefix: 'sales', jar: [createCookie()] },
    ['ownPrefix'],
  ],
  [
    'a user in a cookie of another name',
    { ...user, ...withoutQrs, jar: [], probableCookie: createCookie({ name: 'Own' }) },
    ['unusualName'],
  ],
  ['a user in an unknown cookie', { ...user, probableCookie: undefined, jar: [] }, ['unknownName']],
  [
    'a user in the cookie that the QMC names',
    { ...user, virtualProxy: { ...settings, cookieName: 'Own' }, jar: [createCookie({ name: 'Own' })] },
    ['unusualName'],
  ],
  [
    'a user in the cookie whose session QPS has, with QRS closed',
    {
      ...user,
      ...withoutQrs,
      jar: [
        createCookie({ name: 'X-Qlik-Session', value: 'old' }),
        createCookie({ name: 'Own', value: 'new' }),
      ],
      receivedSessions: ['new'],
    },
    ['unusualName'],
  ],
  [
    'a user with two cookies of one name',
    {
      ...user,
      jar: [createCookie({ name: 'X-Qlik-Session' }), createCookie({ name: 'X-Qlik-Session', path: '/hub' })],
    },
    ['severalCookies'],
  ],
  ['a user whom the page refuses', { ...user, page: refusingPage }, ['hubRefuses']],
  ['a user whom the engine accepts', saysEngine({ outcome: 'accepted' }), []],
  [
    'a user whom the engine and the page refuse',
    { ...saysEngine({ outcome: 'licenseDenied', says: 'No access type' }), page: refusingPage },
    ['engineLicense'],
  ],
  [
    'a user with too many sessions, as the engine states',
    {
      ...saysEngine({ outcome: 'tooManySessions' }),
      sessions: { isOursListed: true, others: 5, ownOthers: 0 },
    },
    ['engineLimit'],
  ],
  ['a WebSocket of another user', saysEngine({ outcome: 'otherUser', user: user2 }), ['engineOtherUser']],
  ['a WebSocket on another node', saysEngine({ outcome: 'noSession' }), ['engineNoSession']],
  ['a virtual proxy without engines', saysEngine({ outcome: 'noEngine' }), ['engineNone']],
  ['a WebSocket whose origin is refused', saysEngine({ outcome: 'originRefused' }), ['engineOrigin']],
  ['a WebSocket whose token is refused', saysEngine({ outcome: 'tokenRefused' }), ['engineToken']],
  ['a WebSocket whose origin or token is refused', saysEngine({ outcome: 'forbidden' }), ['engineForbidden']],
  [
    'a device that knows no WebSockets',
    saysEngine({ outcome: 'notUpgraded', status: 200 }),
    ['engineNotUpgraded'],
  ],
  ['a WebSocket that is closed without a word', saysEngine({ outcome: 'closed' }), ['engineClosed']],
  ['a WebSocket that says nothing', saysEngine({ outcome: 'silent' }), ['engineSilent']],
  [
    'a WebSocket that says nothing, and a page that refuses the user',
    { ...saysEngine({ outcome: 'silent' }), page: refusingPage },
    ['engineSilent', 'hubRefuses'],
  ],
  ['an engine that decides nothing', saysEngine({ outcome: 'undecided', says: 'OnSomething' }), []],
  ['nobody and an engine that refuses', { engine: { outcome: 'licenseDenied' } }, ['noCookie']],
  [
    'a user without an access pass, as QRS and the engine state',
    {
      ...saysEngine({ outcome: 'licenseDenied' }),
      access: { access: [], hasAccess: false, undecided: {} },
    },
    ['noAccessPass'],
  ],
  [
    'a blocked user whom the page refuses',
    {
      ...user,
      page: refusingPage,
      access: { access: [], blacklisted: true, undecided: {} },
    },
    ['hubRefuses', 'userBlocked'],
  ],
  [
    'a user without an access pass whom the page does not refuse',
    { ...user, access: { access: [], hasAccess: false, undecided: {} } },
    ['noAccessPass'],
  ],
  [
    'an error page and an inactive user of Hubpass',
    {
      ...ours,
      who: 'unreachable',
      code: 'HUB_ERROR_PAGE',
      status: 403,
      access: { access: [], inactive: true, undecided: {} },
    },
    ['userInactive'],
  ],
  [
    'nobody, and a blocked user of Hubpass',
    { ...ours, sent: [], access: { access: [], blacklisted: true, undecided: {} } },
    ['cookieMissing', 'userBlocked'],
  ],
]

describe('findTabCauses', () => {
  it.each(table)('findTabCauses explains a tab with %s', (_, otherwise, causes) => {
    expect(findTabCauses({ ...nobody, ...otherwise }).map(({ cause }) => cause)).toEqual(causes)
  })

  it('findTabCauses returns every cause of a tab for some facts', () => {
    expect(table.flatMap(([, , causes]) => causes)).toEqual(expect.arrayContaining(tabCauseIds))
  })

  it.each(table)('findTabCauses reveals no session id for a tab with %s', (_, otherwise) => {
    expect(JSON.stringify(findTabCauses({ ...nobody, ...otherwise }))).not.toContain(sessionId)
  })

  it.each<[string, Partial<TabFacts>, unknown]>([
    ['to sign in where nobody was', {}, { kind: 'signIn' }],
    ['to sign in again where Hubpass has signed somebody in', { ...ours, sent: [] }, { kind: 'signInAgain' }],
    [
      'the only other cookie name, with QRS closed',
      { ...withoutQrs, jar: [portalCookie] },
      { kind: 'signInAgain', change: { cookieName: 'X-Qlik-Session-portal' } },
    ],
    [
      'the nearest prefix',
      { prefix: 'salse', virtualProxy: undefined },
      { kind: 'signInAgain', change: { prefix: 'sales' } },
    ],
    ['nothing to a user who is signed in', { ...user, prefix: 'sales' }, undefined],
  ])('findTabCauses offers %s', (_, otherwise, action) => {
    expect(findTabCauses({ ...nobody, ...otherwise })[0]?.action).toEqual(action)
  })
})

it('findTabCauses shortens a list of cookies that a server has filled up', () => {
  const sent = Array.from({ length: 180 }, (_, at) =>
    createCookie({ name: `session-${at}-${'x'.repeat(4000)}` }),
  )
  const [cause] = findTabCauses({ ...nobody, sent, jar: [] })
  expect(cause?.cause).toBe('otherCookies')
  expect(cause?.values.every(({ length }) => length <= 300)).toBe(true)
})
