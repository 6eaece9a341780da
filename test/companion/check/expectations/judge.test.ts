import { expect, it } from 'vitest'
import type { FindingCode, FindingDetails } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { createCase } from '../../../../companion/check/cases/case.ts'
import { classifyFinding } from '../../../../companion/check/expectations/classify-finding.ts'
import { getRunExitCode } from '../../../../companion/check/expectations/exit-code.ts'
import { judgeCase } from '../../../../companion/check/expectations/judge.ts'
import type { CaseOutcome } from '../../../../companion/check/expectations/outcome.ts'
import type { PlannedChecks } from '../../../../companion/check/plan/plan.ts'
import type { Expectation } from '../../../../companion/check/plan/schema/expectation.ts'
import type { EnglishCheck } from '../../../../companion/xray/english-result.ts'

const place = { file: 'plan.yaml', line: 5, column: 3 }

const makeCase = (expected: Expectation, checks?: PlannedChecks) =>
  createCase({
    site: 'test',
    prefix: 'sales',
    user: { userDirectory: 'D', userId: 'ann' },
    attributes: [],
    expect: expected,
    content: '',
    ...(checks === undefined ? {} : { checks }),
    place,
  })

const judge = (expected: Expectation, outcome: CaseOutcome, checks?: PlannedChecks, today = '2026-11-29') =>
  judgeCase(makeCase(expected, checks), outcome, { today })

const finding = <Code extends FindingCode>(code: Code, details: FindingDetails<Code>): CaseOutcome => ({
  finding: findingOf(code, details),
})

const refused = finding('NOT_SIGNED_IN', { hub: 'https://hub', cookie: 'X', sawInstead: 'a page' })
const timeout = finding('TIMEOUT', {
  address: 'a:1',
  stage: 'response',
  afterMs: 1,
} as FindingDetails<'TIMEOUT'>)

it.each<[string, Expectation, CaseOutcome, string]>([
  ['the same user', { identity: 'same' }, { user: 'd\\ANN' }, 'expected'],
  ['another user', { identity: 'same' }, { user: 'D\\bob' }, 'unexpected'],
  ['nobody', { identity: 'same' }, {}, 'unexpected'],
  ['the named user', { identity: 'D\\bob' }, { user: 'D\\bob' }, 'expected'],
  ['an open hub', { hub: 'reachable' }, { isHubReachable: true }, 'expected'],
  ['a closed hub', { hub: 'reachable' }, { isHubReachable: false }, 'unexpected'],
  ['a hub that nobody asked', { hub: 'reachable' }, {}, 'undecided'],
  ['a refusal', { identity: 'same' }, refused, 'unexpected'],
  ['an expected refusal', { refusedWith: 'NOT_SIGNED_IN' }, refused, 'expected'],
  ['another refusal', { refusedWith: 'USER_NOT_ALLOWED' }, refused, 'unexpected'],
  ['a sign-in instead of a refusal', { refusedWith: 'NOT_SIGNED_IN' }, { user: 'D\\ann' }, 'unexpected'],
  ['a silent server', { identity: 'same' }, timeout, 'undecided'],
  ['a silent server instead of a refusal', { refusedWith: 'NOT_SIGNED_IN' }, timeout, 'undecided'],
  ['an expected silence', { refusedWith: 'TIMEOUT' }, timeout, 'expected'],
  [
    'a cookie',
    { cookie: { secure: true, sameSite: 'lax' } },
    { cookie: { secure: true, sameSite: 'lax' } },
    'expected',
  ],
  ['a wrong cookie', { cookie: { secure: true } }, { cookie: { secure: false } }, 'unexpected'],
  [
    'a domain with a dot',
    { cookie: { domain: 'acme.com' } },
    { cookie: { domain: '.ACME.com' } },
    'expected',
  ],
  ['no cookie', { cookie: { secure: true } }, {}, 'undecided'],
  [
    'settings',
    { virtualProxy: { maxTimeoutMinutes: 30, https: { sameSite: 'none' }, hostAllowList: ['B', 'a'] } },
    {
      virtualProxy: {
        timeoutMinutes: 30,
        https: { sameSite: 'none' },
        http: {},
        hostAllowList: ['A', 'b'],
        linked: true,
      },
    },
    'expected',
  ],
  [
    'a timeout above the maximum',
    { virtualProxy: { maxTimeoutMinutes: 20 } },
    { virtualProxy: { timeoutMinutes: 30, https: {}, http: {}, linked: true } },
    'unexpected',
  ],
  [
    'unknown settings',
    { virtualProxy: { linked: true } },
    { settingsMissing: 'QRS is closed.' },
    'undecided',
  ],
])('%s is judged against the expectation', (_, expected, outcome, verdict) => {
  expect(judge(expected, outcome).verdict).toBe(verdict)
})

it('a message names what was expected and what was found', () => {
  expect(judge({ cookie: { sameSite: 'strict' } }, { cookie: { sameSite: 'lax' } }).items.at(-1)).toEqual({
    id: 'cookie.sameSite',
    title: 'The session cookie: sameSite',
    verdict: 'unexpected',
    message: 'It is "lax", "strict" was expected.',
  })
  expect(judge({ virtualProxy: { https: { secure: true } } }, {}).items.at(-1)).toMatchObject({
    id: 'virtualProxy.https.secure',
    message: 'It is not known, true was expected. QRS returned no settings.',
  })
})

it('an undecided case has the kind of its finding', () => {
  expect(judge({ identity: 'same' }, timeout)).toMatchObject({ verdict: 'undecided', kind: 'network' })
})

it.each([
  ['CERTIFICATE_EXPIRED', 'configuration'],
  ['CONFIG_INVALID', 'configuration'],
  ['SITE_UNKNOWN', 'configuration'],
  ['HOST_NOT_FOUND', 'network'],
  ['HUB_UNREACHABLE', 'network'],
  ['QPS_FORBIDDEN', 'qlik'],
  ['UNEXPECTED_RESPONSE', 'qlik'],
  ['FROM_A_NEWER_VERSION', 'qlik'],
  ['NOT_SIGNED_IN', undefined],
  ['USER_NOT_ALLOWED', undefined],
  ['HUB_ERROR_PAGE', undefined],
])('%s is of the kind %s', (code, kind) => expect(classifyFinding(code)).toBe(kind))

const result = (verdict: EnglishCheck['verdict'], id = 'SC-31'): EnglishCheck => ({
  id,
  title: 'HSTS',
  verdict,
  severity: 'medium',
  class: 'R',
  message: 'Found.',
  evidence: [],
  references: ['ASVS v5.0.0-3.4.1'],
})

const waiver = (until: string): PlannedChecks => ({
  catalogue: 'session-cookie@1',
  allow: [],
  waivers: new Map([['SC-31', { until, because: 'change 4711', place }]]),
})

it.each<[EnglishCheck['verdict'], string, string, string]>([
  ['passed', '2026-11-29', 'expected', 'expected'],
  ['failed', '2026-11-29', 'waived', 'waived'],
  ['failed', '2026-11-28', 'waiverExpired', 'waiverExpired'],
  ['passed', '2026-11-28', 'waiverExpired', 'waiverExpired'],
  ['undecided', '2026-11-29', 'undecided', 'expected'],
  ['skipped', '2026-11-29', 'notRun', 'expected'],
])('a check that %s with a waiver until %s is %s on 2026-11-29', (verdict, until, item, ofCase) => {
  const judgement = judge({}, { user: 'D\\ann', checks: [result(verdict)] }, waiver(until))
  expect([judgement.items.at(-1)?.verdict, judgement.verdict]).toEqual([item, ofCase])
})

it('only the selected checks count', () => {
  const checks: PlannedChecks = { catalogue: 'x', allow: [], only: ['SC-01'], waivers: new Map() }
  const outcome = { checks: [result('failed'), result('passed', 'SC-01')] }
  expect(judge({}, outcome, checks)).toMatchObject({ verdict: 'expected' })
  expect(judge({}, outcome, checks).items.map(({ id }) => id)).toEqual(['signIn', 'SC-01'])
})

const none = { unexpected: 0, waiverExpired: 0, undecided: 0, waived: 0, expected: 0 }
const noKinds = { configuration: 0, network: 0, qlik: 0, check: 0 }

it.each([
  ['all as expected', { expected: 3, waived: 1 }, {}, 0],
  ['one not as expected', { expected: 3, unexpected: 1 }, {}, 1],
  ['an expired waiver', { expected: 3, waiverExpired: 1 }, {}, 1],
  ['one undecided', { expected: 3, undecided: 1 }, { network: 1 }, 1],
  ['none decided for the configuration', { undecided: 3 }, { configuration: 3 }, 3],
  ['none decided for the network', { undecided: 3 }, { configuration: 1, network: 2 }, 4],
  ['none decided for Qlik Sense', { undecided: 3 }, { qlik: 3 }, 5],
])('a run with %s has its exit code', (_, verdicts, kinds, code) => {
  expect(getRunExitCode({ verdicts: { ...none, ...verdicts }, kinds: { ...noKinds, ...kinds } })).toBe(code)
})
