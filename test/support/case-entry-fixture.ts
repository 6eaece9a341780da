import type { CaseItem } from '../../companion/check/expectations/judgement.ts'
import type { CaseEntry, RunEntry } from '../../companion/check/journal/entries.ts'

export const runEntry: RunEntry = {
  type: 'run',
  journal: 'hubpass-check',
  version: 1,
  at: '2026-11-29T01:00:00.000Z',
  hubpass: '0.1.0',
  plan: { file: 'plan.yaml', name: 'Nightly' },
  cases: 3,
  catalogue: 'session-cookie@1',
}

export const endEntry = {
  type: 'end',
  at: '2026-11-29T01:00:09.000Z',
  interrupted: false,
  exitCode: 1,
} as const

const signedIn: CaseItem = {
  id: 'signIn',
  title: 'The user signs in',
  verdict: 'expected',
  message: 'TESTING_1\\ann is signed in.',
}

const transport: CaseItem = {
  id: 'SC-31',
  title: 'HSTS',
  verdict: 'unexpected',
  message: 'The hub sends no Strict-Transport-Security.',
  severity: 'medium',
  evidence: ['GET /sales/hub/ → 200', '<no header> & "nothing" else'],
  remedy: {
    page: 'QMC > Virtual proxies > sales',
    field: 'Additional response headers',
    wanted: 'max-age=31536000',
  },
  references: ['WSTG-CONF-07', 'ASVS v5.0.0-3.4.1', 'ZAP 10035'],
}

/** Cases with each verdict. */
export const caseEntries: CaseEntry[] = [
  {
    type: 'case',
    id: '0123456789abcdef',
    name: 'TESTING_1\\ann on sales of test',
    site: 'test',
    prefix: 'sales',
    user: 'TESTING_1\\ann',
    place: { file: 'plan.yaml', line: 5, column: 13 },
    at: '2026-11-29T01:00:01.000Z',
    ms: 1234,
    requests: 64,
    sessions: 5,
    verdict: 'unexpected',
    items: [
      signedIn,
      transport,
      {
        ...transport,
        id: 'SC-30',
        title: 'Only https',
        verdict: 'waived',
        message: 'Waived until 2027-01-31 (change 4711). It fails.',
        waiver: { until: '2027-01-31', because: 'change 4711', line: 11, column: 12 },
      },
      {
        id: 'SC-12',
        title: 'Logout',
        verdict: 'notRun',
        message: 'Allow it with --allow SC-12.',
        severity: 'high',
        references: ['ASVS v5.0.0-7.4.1'],
      },
      {
        id: 'SC-13',
        title: 'End',
        verdict: 'expected',
        message: 'Dead after 3 ms.',
        severity: 'high',
        references: ['ASVS v5.0.0-7.4.1', 'ASVS v5.0.0-7.4.5'],
      },
    ],
  },
  {
    type: 'case',
    id: '123456789abcdef0',
    name: 'TESTING_1\\bob on finance of test',
    site: 'test',
    prefix: 'finance',
    user: 'TESTING_1\\bob',
    place: { file: 'plan.yaml', line: 6, column: 13 },
    at: '2026-11-29T01:00:02.000Z',
    ms: 80,
    requests: 1,
    sessions: 0,
    verdict: 'undecided',
    kind: 'network',
    items: [
      {
        id: 'signIn',
        title: 'The user signs in',
        verdict: 'undecided',
        kind: 'network',
        message: 'qlik.example.com:4243 does not answer.',
        advice: 'Check the address.',
        code: 'TIMEOUT',
      },
    ],
  },
  {
    type: 'case',
    id: '23456789abcdef01',
    name: 'Café \u{1F600}: TESTING_1\\bob on test',
    group: 'Café \u{1F600}',
    site: 'test',
    prefix: '',
    user: 'TESTING_1\\bob',
    place: { file: 'users.csv', line: 2, column: 1 },
    at: '2026-11-29T01:00:03.000Z',
    ms: 90,
    requests: 4,
    sessions: 1,
    verdict: 'expected',
    items: [
      {
        id: 'refusedWith',
        title: 'The sign-in is refused',
        verdict: 'expected',
        message: 'Nobody is signed in.',
        code: 'NOT_SIGNED_IN',
      },
    ],
  },
]

export const toLines = (...entries: object[]): string =>
  entries.map(entry => `${JSON.stringify(entry)}\n`).join('')

/** The journal of a run with each verdict. */
export const journalText = toLines(runEntry, ...caseEntries, endEntry)
