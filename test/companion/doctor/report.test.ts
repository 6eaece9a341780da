import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { CheckResult } from '../../../companion/doctor/check.ts'
import { describeReport } from '../../../companion/doctor/describe-report.ts'
import { reportOf } from '../../../companion/doctor/report.ts'

const finding = findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' })
const unregistered = (browsers: string[]) => findingOf('BROWSER_NOT_REGISTERED', { browsers })
const unseen = findingOf('HUB_UNREACHABLE', { hub: 'https://hub', reason: 'nobody is there', direct: true })
const none = findingOf('NO_SITE_CONFIGURED', { file: 'config.json' })

const result = (state: CheckResult['state'], changes: Partial<CheckResult> = {}): CheckResult => ({
  id: 'x',
  title: 'Port',
  state,
  ...(state === 'failed' || state === 'warned' ? { finding } : { note: 'a note' }),
  ...changes,
})
const ofSite = (state: CheckResult['state'], changes: Partial<CheckResult> = {}) =>
  result(state, { site: 'acme', ...changes })

const plain = (_: string, text: string): string => text

it.each<[string, CheckResult[], string[]]>([
  ['all is well', [result('passed'), ofSite('passed')], ['acme is ready.']],
  [
    'there are warnings',
    [ofSite('warned'), ofSite('warned')],
    ['acme is ready, with 2 warnings about this site.'],
  ],
  [
    'only the browser can tell whether the hub opens, whatever else there is',
    [ofSite('warned'), ofSite('warned', { finding: unseen })],
    [`acme can make sessions, but perhaps not sign in: ${unseen.message}`],
  ],
  [
    'nothing is installed, and the hub was not reached',
    [result('warned', { finding: unregistered([]) }), ofSite('warned', { finding: unseen })],
    [
      `acme can make sessions from the command line, but perhaps not sign in: ${unseen.message}`,
      unregistered([]).message,
    ],
  ],
  [
    'the machine alone is broken',
    [result('failed'), ofSite('passed')],
    ['acme is ready from the command line.', 'This machine is not ready: Nothing answers at qlik:4243.'],
  ],
  [
    'nothing is installed',
    [result('warned', { finding: unregistered([]) }), ofSite('passed')],
    ['acme is ready from the command line.', unregistered([]).message],
  ],
  [
    'nothing is installed, and the site has a warning of its own',
    [result('warned', { finding: unregistered([]) }), ofSite('warned')],
    ['acme is ready from the command line, with 1 warning about this site.', unregistered([]).message],
  ],
  [
    'one browser of several is left out',
    [result('warned', { finding: unregistered(['edge']) }), ofSite('passed')],
    ['acme is ready.'],
  ],
  [
    'the site is broken',
    [result('warned'), ofSite('failed'), ofSite('skipped')],
    ['acme cannot sign in: Nothing answers at qlik:4243.'],
  ],
])('says in a sentence that %s', (_, checks, sentences) => {
  const report = reportOf(checks, ['acme'])
  expect(report.verdicts.map(({ sentence }) => sentence)).toEqual(sentences)
  expect(report.healthy).toBe(!checks.some(({ state }) => state === 'failed'))
})

it('says that there is no site, unless something is worse', () => {
  expect(reportOf([result('warned', { finding: none })], []).verdicts).toEqual([
    { state: 'warned', sentence: none.message, remedy: none.remedy },
  ])
  expect(reportOf([result('failed'), result('warned', { finding: none })], []).verdicts).toMatchObject([
    { state: 'failed', sentence: expect.stringContaining('This machine is not ready') },
  ])
})

it('shows a line for each check, and what to do below', () => {
  const checks = [
    result('passed', { title: 'Configuration', ms: 3 }),
    ofSite('warned', { title: 'Repository (QRS)', others: [none], ms: 2_345 }),
    ofSite('skipped'),
  ]
  expect(
    describeReport(reportOf(checks, ['acme']), plain),
  ).toBe(`acme is ready, with 1 warning about this site.

This machine
  ✓ Configuration     a note

acme
  ! Repository (QRS)  Nothing answers at qlik:4243. (2.3 s)
                      Do: ${finding.remedy}
                      ${none.message}
                      Do: ${none.remedy}
  – Port              a note`)
})

it('paints the answer in the colour of its state', () => {
  const text = describeReport(reportOf([ofSite('failed')], ['acme']), (tone, text) => `<${tone}>${text}</>`)
  expect(text).toMatch(/^<failed>acme cannot sign in: .*<\/>\nDo: /)
  expect(text).toContain('  <failed>✗</> Port  <failed>Nothing')
})

it('does not let what a server says command the terminal', () => {
  const evil = '\u001b[2J\u0007'
  const finding = findingOf('VIRTUAL_PROXY_NOT_LINKED', { prefix: 'old', proxies: [evil], node: evil })
  const checks = [
    ofSite('passed', { title: `Virtual proxy ${evil}`, note: `build ${evil}` }),
    ofSite('failed', { finding, others: [finding] }),
  ]
  expect(describeReport(reportOf(checks, ['acme']), plain)).not.toMatch(/[^\P{Cc}\n]/u)
})
