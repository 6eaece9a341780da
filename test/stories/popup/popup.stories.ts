import type { FindingDetails } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { FoundUsers } from '#shared/found-users'
import type { PersonasState } from '#shared/personas/persona-state'
import type { Run } from '#shared/runs/run'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { State } from '#shared/state'
import type { SiteProxies, VirtualProxies } from '#shared/virtual-proxies'
import { type Draft, emptyDraft, type Sites } from '../../../src/popup/state/draft.ts'
import { personas } from './personas.ts'
import { createEndedRun, createWorkingRun, passedRun, warnedRun, withDefaultCookieName } from './runs.ts'

export interface Story {
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
const draftWithoutAttributes: Draft = { ...draft, identity: { ...draft.identity, attributes: [] } }

const readyState = (run?: Run, known = sites): State => ({
  companion: { status: 'ready', version: '0.1.0', sites: known },
  run,
})
const failedState = (finding: ReturnType<typeof findingOf>, run?: Run): State => ({
  companion: { status: 'failed', finding },
  run,
})
const storyOfRun = (run: Run): Story => ({ draft: draftWithoutAttributes, sites, state: readyState(run) })

const notInstalled = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
const wrongIdentity = findingOf('WRONG_IDENTITY', { expected: 'DOMAIN\\User1', received: 'CORP\\anna' })
const notSignedIn = findingOf('NOT_SIGNED_IN', {
  hub: 'https://qlik.example.com/sales/hub/',
  cookie: 'X-Qlik-Session-sales',
  sawInstead: 'https://qlik.example.com/sales/internal_forms_authentication/',
})
const siteRoot: FindingDetails<'HUB_CERTIFICATE_NOT_TRUSTED'> = {
  host: 'qlik.example.com',
  reason: 'siteRoot',
  issuer: 'QLIK-CA',
  names: 'qlik.example.com',
  validFrom: '2021-01-01T00:00:00.000Z',
  validTo: '2031-01-01T00:00:00.000Z',
  system: 'linux',
  file: '/home/anna/certificates/root.pem',
  command:
    'certutil -d sql:/home/anna/.local/share/pki/nssdb -A -t C,, -n Qlik -i /home/anna/certificates/root.pem',
}
const tooManySessions = findingOf('HUB_ERROR_PAGE', {
  hub: 'https://qlik.example.com/sales/hub/',
  status: 200,
  title: 'You cannot access Qlik Sense because you have too many sessions active in parallel.',
})
const noAccessPass = findingOf('HUB_ERROR_PAGE', {
  hub: 'https://qlik.example.com/sales/hub/',
  status: 200,
  title: 'You cannot access Qlik Sense because you have no access pass.',
})
const left = 'Professional 0/25, Analyzer 3/50, Analyzer Capacity 940/1000, Token 99/100, Login Access 4/5'
const manySessionsRun = createEndedRun('hub', tooManySessions, {
  causes: [
    {
      cause: 'tooManySessions',
      values: ['DOMAIN\\User1', '5', '4'],
      action: { kind: 'endOwnSessions', count: 4 },
    },
  ],
})
const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

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
      { prefix: 'portal', description: longWord, cookieName: 'X-Qlik-Session-portal', linked: true },
      { prefix: 'hr', description: 'Human resources', cookieName: 'X-Qlik-Session-hr', linked: false },
    ],
  },
}
const storyWithPersonas = (state: PersonasState, run?: Run, known = sites): Story => ({
  draft: draftWithoutAttributes,
  sites,
  state: { ...readyState(run, known), personas: state },
})
const [anna] = personas

const tab = { windowId: 1, site: 'production', prefix: 'sales' }
const signedIn = { ...tab, status: 'user' as const, user: 'DOMAIN\\User1', canEnd: true }
const minutes = (count: number) => Date.now() + count * 60_000
const storyWithUser = (who: CurrentUser, run?: Run): Story => ({
  draft: draftWithoutAttributes,
  sites,
  state: { ...readyState(run), currentUsers: [who] },
})

const foundUsers: FoundUsers = {
  site: 'production',
  search: 'ann',
  users: [
    { userDirectory: 'DOMAIN', userId: 'ann', name: 'Ann Smith', hasAccessPass: true },
    { userDirectory: 'DOMAIN', userId: 'annabel', name: longWord, hasAccessPass: false },
    { userDirectory: longWord, userId: longWord, name: 'Joanna', hasAccessPass: false },
    { userDirectory: 'DOMAIN', userId: 'حنّان', name: 'Hannan', hasAccessPass: true },
    { userDirectory: 'INTERNAL', userId: 'hannah' },
  ],
  hidden: 9950,
}

/** The header states of the popup when the tab shows a hub. */
const currentUserStories: Record<string, Story> = {
  'who-ours': storyWithUser(
    { ...signedIn, isCreatedByHubpass: true, since: minutes(-6), endsAt: minutes(24), previousUser: '' },
    passedRun,
  ),
  'who-evening': storyWithUser(
    {
      ...signedIn,
      prefix: '',
      isCreatedByHubpass: true,
      since: new Date(2030, 0, 1, 22, 48).getTime(),
      endsAt: minutes(30),
    },
    { ...passedRun, prefix: '' },
  ),
  'who-not-ours': storyWithUser({ ...signedIn, prefix: '', isCreatedByHubpass: false, endsAt: minutes(0) }),
  'who-long': storyWithUser({
    ...signedIn,
    user: `${longWord}\\مستخدم واحد`,
    prefix: longWord,
    isCreatedByHubpass: true,
    since: minutes(-6),
  }),
  'who-nobody': storyWithUser({ ...tab, status: 'nobody' }),
  'who-anonymous': storyWithUser({ ...tab, status: 'anonymous' }),
  'who-asking': storyWithUser({ ...tab, status: 'asking' }),
  'who-unreachable': storyWithUser({
    ...tab,
    status: 'unreachable',
    finding: findingOf('HUB_UNREACHABLE', {
      hub: 'https://qlik.example.com/qps/user',
      reason: 'it did not respond (Failed to fetch)',
    }),
  }),
  'who-forbidden': storyWithUser({ ...tab, status: 'noPermission', prefix: '' }),
}

/** Every main state of the popup, by name. */
export const stories: Record<string, Story> = {
  'first-time': {},
  ready: { sites: sites.slice(0, 1), state: readyState(undefined, sites.slice(0, 1)) },
  filled: { draft, sites, state: readyState() },
  proxies: { draft, sites, state: { ...readyState(), virtualProxies } },
  users: { draft: draftWithoutAttributes, sites, state: { ...readyState(), virtualProxies, foundUsers } },
  'proxy-unlinked': {
    draft: { ...draftWithoutAttributes, prefix: 'hr' },
    sites,
    state: { ...readyState(), virtualProxies },
  },
  'proxies-unknown': {
    draft: draftWithoutAttributes,
    sites,
    state: { ...readyState(), virtualProxies: { production: noProxies } },
  },
  ...currentUserStories,
  connecting: { draft: draftWithoutAttributes, sites },
  working: storyOfRun(createWorkingRun('hub', 3400, Date.now())),
  passed: storyOfRun(passedRun),
  warned: storyOfRun(warnedRun),
  'passed-default': storyOfRun({ ...passedRun, prefix: '' }),
  'side-by-side': {
    draft: draftWithoutAttributes,
    sites,
    state: {
      ...readyState(passedRun),
      signedInWindows: [
        { id: 1, isPrivate: false, user: 'DONAUDAMPFSCHIFFFAHRT\\User1', prefix: 'sales' },
        { id: 2, isPrivate: true, user: 'DONAUDAMPFSCHIFFFAHRT\\User2', prefix: 'sales' },
      ],
    },
  },
  failed: storyOfRun(
    createEndedRun('session', findingOf('VIRTUAL_PROXY_UNKNOWN', { prefix: 'salse', status: 404 }), {
      causes: [
        {
          cause: 'prefixUnknown',
          values: ['salse', 'sales, portal, hr, finance, legal, …'],
          action: { kind: 'signInAgain', change: { prefix: 'sales' } },
        },
      ],
    }),
  ),
  'certificate-not-trusted': storyOfRun(
    createEndedRun('hub', findingOf('HUB_CERTIFICATE_NOT_TRUSTED', siteRoot)),
  ),
  'certificate-long': storyOfRun(
    createEndedRun(
      'hub',
      findingOf('HUB_CERTIFICATE_NOT_TRUSTED', {
        ...siteRoot,
        host: `${longWord}.example.com:8443`,
        issuer: `${longWord}-CA`,
        system: 'macos',
        command: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '/Users/مستخدم/${longWord}/Exported Certificates/root.pem'`,
      }),
    ),
  ),
  'left-behind': storyOfRun(
    createEndedRun('identity', wrongIdentity, {
      leftBehind: ['The session could not be ended; Qlik Sense ends it after its inactivity timeout.'],
    }),
  ),
  why: storyOfRun(
    withDefaultCookieName(
      createEndedRun('hub', notSignedIn, {
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
  'why-several': storyOfRun(
    createEndedRun('identity', wrongIdentity, {
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
  'why-sessions': storyOfRun(manySessionsRun),
  'why-sessions-portable': {
    ...storyOfRun(manySessionsRun),
    state: {
      run: manySessionsRun,
      companion: {
        ...{ status: 'ready', version: '0.1.0', sites },
        invocation: ['/home/jürgen/Downloads/hubpass-0.1.0-linux-x64/hubpass'],
      },
    },
  },
  'why-engine': storyOfRun(
    createEndedRun('hub', noAccessPass, {
      causes: [
        {
          cause: 'engineLicense',
          values: ['DOMAIN\\User1', 'Access to the app is denied: No available access type'],
        },
      ],
    }),
  ),
  'why-no-access': storyOfRun(
    createEndedRun('hub', noAccessPass, {
      causes: [{ cause: 'noAccessPass', values: ['DOMAIN\\User1', left] }],
    }),
  ),
  'why-blocked-long': storyOfRun(
    createEndedRun('hub', noAccessPass, {
      causes: [{ cause: 'userBlocked', values: [`${longWord}\\مستخدم واحد`] }],
    }),
  ),
  'passed-no-access': storyOfRun({
    ...passedRun,
    steps: passedRun.steps.map(step =>
      step.name === 'identity'
        ? { ...step, warnings: [findingOf('NO_ACCESS_PASS', { user: 'DOMAIN\\User1', left })] }
        : step,
    ),
  }),
  'why-long': storyOfRun(
    createEndedRun('hub', notSignedIn, {
      causes: [
        {
          cause: 'otherNode',
          values: [
            `${longWord}.example.com`,
            `${longWord}-1.example.com:443 (QPS 4243), مثال.example (QPS 4243)`,
          ],
        },
        { cause: 'cookieGone', values: [`X-Qlik-Session-${longWord}`] },
      ],
    }),
  ),
  'private-forbidden': storyOfRun(createEndedRun('session', findingOf('PRIVATE_WINDOWS_FORBIDDEN', {}))),
  'prefix-unknown': {
    draft: draftWithoutAttributes,
    sites,
    state: {
      ...readyState(
        createEndedRun('session', findingOf('VIRTUAL_PROXY_UNKNOWN', { prefix: 'salse', status: 404 }), {
          prefix: 'salse',
        }),
      ),
      virtualProxies,
    },
  },
  cancelled: storyOfRun(createEndedRun('hub', findingOf('CANCELLED', {}), { outcome: 'cancelled' })),
  'no-companion': { state: failedState(notInstalled) },
  'no-companion-run': {
    draft: draftWithoutAttributes,
    sites,
    state: failedState(notInstalled, createEndedRun('companion', notInstalled)),
  },
  personas: storyWithPersonas({ personas }),
  'personas-passed': storyWithPersonas({ personas }, passedRun),
  'personas-who': {
    draft: draftWithoutAttributes,
    sites,
    state: {
      ...readyState(passedRun),
      personas: { personas },
      currentUsers: [
        { ...signedIn, isCreatedByHubpass: true, since: minutes(-6), endsAt: minutes(24), persona: 'anna' },
      ],
    },
  },
  'persona-deleted': storyWithPersonas({
    personas: personas.slice(1),
    deleted: anna,
    deletedAt: minutes(60),
  }),
  'personas-not-saved': storyWithPersonas({ personas, notSaved: 'QuotaBytes quota exceeded' }),
  'personas-site-gone': storyWithPersonas({ personas }, undefined, sites.slice(1)),
  'no-sites': { state: readyState(undefined, []) },
  'no-sites-portable': {
    state: {
      ...readyState(undefined, []),
      companion: {
        ...{ status: 'ready', version: '0.1.0', sites: [] },
        invocation: ['/home/jürgen/Downloads/hubpass-0.1.0-linux-x64/hubpass'],
      },
    },
  },
  'kept-aside': {
    draft: draftWithoutAttributes,
    sites,
    state: {
      ...readyState(passedRun),
      quarantine: [{ key: 'aside:runs:1', what: 'runs', why: 'broken', at: 1, characters: 12 }],
    },
  },
  long: {
    sites,
    draft: {
      ...emptyDraft,
      prefix: 'a-prefix-that-somebody-made-much-longer-than-anybody-needs',
      identity: {
        userDirectory: longWord,
        userId: 'مستخدم واحد',
        attributes: [{ name: longWord, value: 'שלום' }],
      },
    },
    state: readyState(
      createEndedRun(
        'session',
        findingOf('USER_NOT_ALLOWED', { user: `${longWord}\\x`, site: 'production', patterns: [longWord] }),
        {
          user: `${longWord}\\مستخدم`,
        },
      ),
    ),
  },
}
