import { findingOf } from '#protocol/findings/index'
import type { PersonasState } from '#shared/personas'
import type { Run } from '#shared/run'
import type { State } from '#shared/state'
import type { SiteProxies, VirtualProxies } from '#shared/virtual-proxies'
import type { Who } from '#shared/who'
import { type Draft, emptyDraft, type Sites } from '../../../src/popup/draft.ts'
import { personas } from './personas.ts'
import { endedRun, passedRun, warnedRun, withUsualCookie, workingRun } from './runs.ts'

export interface Scene {
  state?: State
  draft?: Draft
  sites?: Sites
}

const sites: Sites = [
  { id: 'production', hub: 'https://qlik.example.com' },
  { id: 'staging', hub: 'https://qlik-staging.example.com' },
]

const draft: Draft = {
  version: 1,
  site: 'production',
  prefix: 'sales',
  identity: {
    userDirectory: 'DOMAIN',
    userId: 'User1',
    attributes: [
      { name: 'group', value: 'HR' },
      { name: 'group', value: 'Finance' },
    ],
  },
  cookieName: '',
}
const bare: Draft = { ...draft, identity: { ...draft.identity, attributes: [] } }

const ready = (run?: Run, known = sites): State => ({
  companion: { status: 'ready', version: '0.1.0', sites: known },
  run,
})
const without = (finding: ReturnType<typeof findingOf>, run?: Run): State => ({
  companion: { status: 'failed', finding },
  run,
})
const at = (run: Run): Scene => ({ draft: bare, sites, state: ready(run) })

const notInstalled = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
const wrongIdentity = findingOf('WRONG_IDENTITY', { expected: 'DOMAIN\\User1', received: 'CORP\\anna' })
const notSignedIn = findingOf('NOT_SIGNED_IN', {
  hub: 'https://qlik.example.com/sales/hub/',
  cookie: 'X-Qlik-Session-sales',
  sawInstead: 'https://qlik.example.com/sales/internal_forms_authentication/',
})
const tooManySessions = findingOf('HUB_ERROR_PAGE', {
  hub: 'https://qlik.example.com/sales/hub/',
  status: 200,
  title: 'You cannot access Qlik Sense because you have too many sessions active in parallel.',
})
const endless = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const noProxies: SiteProxies = {
  status: 'failed',
  finding: findingOf('CONNECTION_REFUSED', { address: 'qlik.example.com:4242' }),
}
const virtualProxies: VirtualProxies = {
  production: {
    status: 'ready',
    proxies: [
      { prefix: '', description: 'Central Proxy (Default)', cookieName: 'X-Qlik-Session', linked: true },
      { prefix: 'sales', description: 'Sales', cookieName: 'X-Qlik-Session-sales', linked: true },
      { prefix: 'portal', description: endless, cookieName: 'X-Qlik-Session-portal', linked: true },
      { prefix: 'hr', description: 'Human resources', cookieName: 'X-Qlik-Session-hr', linked: false },
    ],
  },
}
const having = (state: PersonasState, run?: Run, known = sites): Scene => ({
  draft: bare,
  sites,
  state: { ...ready(run, known), personas: state },
})
const [anna] = personas

const tab = { windowId: 1, site: 'production', prefix: 'sales' }
const signedIn = { ...tab, status: 'user' as const, user: 'DOMAIN\\User1', canEnd: true }
const minutes = (count: number) => Date.now() + count * 60_000
const as = (who: Who, run?: Run): Scene => ({ draft: bare, sites, state: { ...ready(run), who: [who] } })

/** What the popup opens on where the tab shows a hub. */
const whoScenes: Record<string, Scene> = {
  'who-ours': as(
    { ...signedIn, isOurs: true, since: minutes(-6), endsAt: minutes(24), before: '' },
    passedRun,
  ),
  'who-not-ours': as({ ...signedIn, prefix: '', isOurs: false, endsAt: minutes(0) }),
  'who-long': as({
    ...signedIn,
    user: `${endless}\\مستخدم واحد`,
    prefix: endless,
    isOurs: true,
    since: minutes(-6),
  }),
  'who-nobody': as({ ...tab, status: 'nobody' }),
  'who-anonymous': as({ ...tab, status: 'anonymous' }),
  'who-asking': as({ ...tab, status: 'asking' }),
  'who-unreachable': as({
    ...tab,
    status: 'unreachable',
    finding: findingOf('HUB_UNREACHABLE', {
      hub: 'https://qlik.example.com/qps/user',
      reason: 'it did not answer (Failed to fetch)',
    }),
  }),
  'who-forbidden': as({ ...tab, status: 'noPermission', prefix: '' }),
}

/** Every main state of the popup, by name. */
export const scenes: Record<string, Scene> = {
  'first-time': {},
  ready: { sites: sites.slice(0, 1), state: ready(undefined, sites.slice(0, 1)) },
  filled: { draft, sites, state: ready() },
  proxies: { draft, sites, state: { ...ready(), virtualProxies } },
  'proxy-unlinked': { draft: { ...bare, prefix: 'hr' }, sites, state: { ...ready(), virtualProxies } },
  'proxies-unknown': { draft: bare, sites, state: { ...ready(), virtualProxies: { production: noProxies } } },
  ...whoScenes,
  connecting: { draft: bare, sites },
  working: at(workingRun('hub', 3400, Date.now())),
  passed: at(passedRun),
  warned: at(warnedRun),
  'passed-default': at({ ...passedRun, prefix: '' }),
  'side-by-side': {
    draft: bare,
    sites,
    state: {
      ...ready(passedRun),
      windows: [
        { id: 1, isPrivate: false, user: 'DONAUDAMPFSCHIFFFAHRT\\User1', prefix: 'sales' },
        { id: 2, isPrivate: true, user: 'DONAUDAMPFSCHIFFFAHRT\\User2', prefix: 'sales' },
      ],
    },
  },
  failed: at(
    endedRun('session', findingOf('VIRTUAL_PROXY_UNKNOWN', { prefix: 'salse', status: 404 }), {
      causes: [
        {
          cause: 'prefixUnknown',
          values: ['salse', 'sales, portal, hr, finance, legal, …'],
          action: { kind: 'signInAgain', change: { prefix: 'sales' } },
        },
      ],
    }),
  ),
  'left-behind': at(
    endedRun('identity', wrongIdentity, {
      leftBehind: ['The session could not be ended; Qlik Sense ends it after its inactivity timeout.'],
    }),
  ),
  why: at(
    withUsualCookie(
      endedRun('hub', notSignedIn, {
        causes: [
          {
            cause: 'cookieName',
            values: ['X-Qlik-Session-sales', 'Sales-Session'],
            action: { kind: 'signInAgain', change: { cookieName: 'Sales-Session' } },
          },
        ],
      }),
      'X-Qlik-Session-sales',
    ),
  ),
  'why-several': at(
    endedRun('identity', wrongIdentity, {
      causes: [
        {
          cause: 'narrowerPath',
          values: ['X-Qlik-Session-sales', 'qlik.example.com/sales/hub'],
          action: { kind: 'removeTwins' },
        },
        { cause: 'otherUser', values: ['CORP\\anna', 'X-Qlik-Session-sales', 'qlik.example.com/sales/hub'] },
      ],
    }),
  ),
  'why-sessions': at(
    endedRun('hub', tooManySessions, {
      causes: [
        {
          cause: 'tooManySessions',
          values: ['DOMAIN\\User1', '5', '4'],
          action: { kind: 'endOwnSessions', count: 4 },
        },
      ],
    }),
  ),
  'why-long': at(
    endedRun('hub', notSignedIn, {
      causes: [
        {
          cause: 'otherNode',
          values: [
            `${endless}.example.com`,
            `${endless}-1.example.com:443 (QPS 4243), مثال.example (QPS 4243)`,
          ],
        },
        { cause: 'cookieGone', values: [`X-Qlik-Session-${endless}`] },
      ],
    }),
  ),
  cancelled: at(endedRun('hub', findingOf('CANCELLED', {}), { outcome: 'cancelled' })),
  'no-companion': { state: without(notInstalled) },
  'no-companion-run': {
    draft: bare,
    sites,
    state: without(notInstalled, endedRun('companion', notInstalled)),
  },
  personas: having({ personas }),
  'personas-passed': having({ personas }, passedRun),
  'personas-who': {
    draft: bare,
    sites,
    state: {
      ...ready(passedRun),
      personas: { personas },
      who: [{ ...signedIn, isOurs: true, since: minutes(-6), endsAt: minutes(24), persona: 'anna' }],
    },
  },
  'persona-deleted': having({ personas: personas.slice(1), deleted: anna }),
  'personas-not-saved': having({ personas, notSaved: 'QuotaBytes quota exceeded' }),
  'personas-site-gone': having({ personas }, undefined, sites.slice(1)),
  'no-sites': { state: ready(undefined, []) },
  'kept-aside': {
    draft: bare,
    sites,
    state: {
      ...ready(passedRun),
      aside: [{ key: 'aside:runs:1', what: 'runs', why: 'broken', at: 1, characters: 12 }],
    },
  },
  long: {
    sites,
    draft: {
      ...emptyDraft,
      prefix: 'a-prefix-that-somebody-made-much-longer-than-anybody-needs',
      identity: {
        userDirectory: endless,
        userId: 'مستخدم واحد',
        attributes: [{ name: endless, value: 'שלום' }],
      },
    },
    state: ready(
      endedRun(
        'session',
        findingOf('USER_NOT_ALLOWED', { user: `${endless}\\x`, site: 'production', patterns: [endless] }),
        {
          user: `${endless}\\مستخدم`,
        },
      ),
    ),
  },
}
