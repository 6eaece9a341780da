import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { SiteReport } from '#protocol/site-report'
import type { OpenedRun, RunList, RunSummary } from '#shared/runs/run-history'
import type { Settings } from '#shared/settings'
import type { SiteAction } from '#shared/sites/site-actions'
import type { State } from '#shared/state'
import type { ValidationIssue } from '#shared/validation-issue'
import { personaFixture } from '../../support/persona-fixture.ts'
import { failedReport } from '../../support/run-report-fixture.ts'
import { createWorkingRun, passedRun } from '../popup/runs.ts'

export interface Story {
  hash: string
  state: State
}

const now = Date.UTC(2026, 4, 1, 10)
const readyState: State = {
  companion: {
    status: 'ready',
    version: '0.1.0',
    sites: [{ id: 'production', hub: 'https://qlik.example.com' }],
  },
}
const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

const settings: Settings = {
  theme: 'system',
  language: 'system',
  defaultSite: '',
  runsKept: 50,
  confirmEnds: true,
}

const createPastRun = (index: number, more: Partial<RunSummary> = {}): RunSummary => ({
  id: `run-${index}`,
  at: now - index * 3_600_000,
  site: 'production',
  prefix: 'sales',
  user: `DOMAIN\\User${index}`,
  outcome: 'passed',
  ...more,
})

const runs: RunSummary[] = [
  createPastRun(1),
  createPastRun(2, {
    outcome: 'failed',
    code: 'WRONG_IDENTITY',
    finding: findingOf('WRONG_IDENTITY', { expected: 'DOMAIN\\User2', received: 'CORP\\anna' }),
  }),
  createPastRun(3, { outcome: 'cancelled', code: 'CANCELLED', prefix: '' }),
  createPastRun(4, {
    user: `${longWord}\\مستخدم واحد`,
    prefix: longWord,
    outcome: 'failed',
    code: 'CREDENTIAL_FILE_UNREADABLE',
  }),
]

const storyOfRuns = (pastRuns: RunList): Story => ({
  hash: '#runs',
  state: { ...readyState, runHistory: pastRuns },
})
const storyOfRun = (readRun: OpenedRun): Story => ({
  hash: `#run=${readRun.id}`,
  state: { ...readyState, openedRun: readRun },
})

const passedReport = {
  ...failedReport,
  run: { ...passedRun, steps: passedRun.steps.map(step => ({ ...step, startedAt: now })) },
}

const personas = [
  personaFixture('For all', { id: 'policy:all', isManaged: true, colour: 'olive' }),
  personaFixture('Sales manager', { prefix: 'sales', colour: 'teal', site: 'production' }),
  personaFixture('Anna', { site: 'production' }),
  personaFixture(`${longWord} واحد`, { id: 'long', colour: 'violet' }),
]

const longSite = `site-${longWord.toLowerCase().replace(/[^a-z]/g, '')}`

const storyOfSites = (siteAction?: SiteAction): Story => ({
  hash: '#sites',
  state: {
    companion: {
      status: 'ready',
      version: '0.1.0',
      sites: [
        { id: 'production', hub: 'https://qlik.example.com' },
        { id: longSite, hub: `https://${longSite}.example.com:8443` },
      ],
    },
    ...(siteAction === undefined ? {} : { siteAction }),
  },
})

const reportOf = (
  state: 'passed' | 'warned' | 'failed',
  sentence: string,
  finding?: Finding,
): SiteReport => ({
  healthy: state !== 'failed',
  verdicts: [{ site: 'production', state, sentence }],
  checks: [
    { id: 'configuration', title: 'Configuration', state: 'passed', note: '2 sites' },
    {
      id: 'credential',
      title: 'Credential',
      site: 'production',
      state,
      ...(finding === undefined ? { note: 'CN=QlikClient, valid until 2027-01-01' } : { finding }),
    },
    { id: 'tls', title: 'Server certificate', site: 'production', state: 'skipped', note: 'not checked' },
  ],
})

/** Every main state of the options page, by name. */
export const stories: Record<string, Story> = {
  settings: { hash: '#settings', state: { ...readyState, settings } },
  'settings-dark': {
    hash: '#settings',
    state: { ...readyState, settings: { ...settings, theme: 'dark', defaultSite: longWord } },
  },
  runs: storyOfRuns({ runs, cleared: 0 }),
  'runs-none': storyOfRuns({ runs: [], cleared: 0 }),
  'runs-cleared': storyOfRuns({ runs: [], cleared: 4 }),
  'run-failed': storyOfRun({ status: 'ready', id: 'run-1', facts: failedReport }),
  'run-passed': storyOfRun({ status: 'ready', id: 'run-1', facts: passedReport }),
  'run-working': {
    hash: '#run=run-1',
    state: { ...readyState, run: createWorkingRun('hub', 3400, Date.now()) },
  },
  'run-missing': storyOfRun({ status: 'missing', id: 'run-9' }),
  'personas-none': { hash: '#personas', state: { ...readyState, personas: { personas: [] } } },
  personas: { hash: '#personas', state: { ...readyState, personas: { personas } } },
  'personas-many': {
    hash: '#personas',
    state: {
      ...readyState,
      personas: {
        personas: Array.from({ length: 300 }, (_, index) =>
          personaFixture(`Tester ${index + 1}`, { site: 'production' }),
        ),
      },
    },
  },
  'personas-imported': { hash: '#personas', state: { ...readyState, personas: { personas, imported: 2 } } },
  'personas-not-saved': {
    hash: '#personas',
    state: { ...readyState, personas: { personas, notSaved: 'Resource::kQuotaBytes quota exceeded' } },
  },
  sites: storyOfSites(),
  'sites-none': { hash: '#sites', state: { companion: { status: 'ready', version: '0.1.0', sites: [] } } },
  'sites-asking': storyOfSites({ name: 'add', site: 'production', status: 'working' }),
  'sites-changed': storyOfSites({ name: 'add', site: 'production', status: 'done', isChange: true }),
  'sites-no-dialog': storyOfSites({
    name: 'remove',
    site: longSite,
    status: 'failed',
    finding: findingOf('SITE_DIALOG_UNAVAILABLE', { site: longSite, reason: 'zenity: cannot open display' }),
  }),
  'sites-checked': storyOfSites({
    name: 'check',
    site: 'production',
    status: 'done',
    report: reportOf('passed', 'production is ready.'),
  }),
  'sites-check-warned': storyOfSites({
    name: 'check',
    site: 'production',
    status: 'done',
    report: reportOf(
      'warned',
      'production is ready, with 1 warning about this site.',
      findingOf('CERTIFICATE_EXPIRES_SOON', {
        path: '/home/user/certificates/client.pem',
        validTo: '2026-06-01T00:00:00.000Z',
        days: 12,
      }),
    ),
  }),
  'sites-check-failed': storyOfSites({
    name: 'check',
    site: 'production',
    status: 'done',
    report: reportOf(
      'failed',
      'production cannot sign in: The certificate expired.',
      findingOf('CERTIFICATE_EXPIRED', {
        path: '/home/user/certificates/client.pem',
        validTo: '2026-01-01T00:00:00.000Z',
      }),
    ),
  }),
  data: { hash: '#data', state: { ...readyState, quarantine: [] } },
  'data-aside': {
    hash: '#data',
    state: {
      ...readyState,
      quarantine: [
        { key: 'aside:runs:1', what: 'runs', why: 'broken', at: now, characters: 1234 },
        { key: 'aside:personas:2', what: 'personas', why: 'newer', at: now, characters: 56_789 },
      ],
    },
  },
  'data-policy': {
    hash: '#data',
    state: {
      ...readyState,
      policy: {
        defaults: { site: '', prefix: '' },
        problems: [
          { path: 'personas.3.userId', reason: 'missing', values: [] },
          { path: 'default', reason: 'unknownSetting', values: [] },
        ] satisfies ValidationIssue[],
      },
    },
  },
  about: { hash: '#about', state: readyState },
  'about-no-companion': {
    hash: '#about',
    state: {
      companion: { status: 'failed', finding: findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' }) },
    },
  },
}
