import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/to-finding'
import type { CheckResult } from '../../../companion/doctor/check.ts'
import { formatReport } from '../../../companion/doctor/format-report.ts'
import { createReport } from '../../../companion/doctor/report.ts'

const finding = findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' })
const browserNotRegistered = (browsers: string[]) => findingOf('BROWSER_NOT_REGISTERED', { browsers })
const hubUnreachable = findingOf('HUB_UNREACHABLE', {
  hub: 'https://hub',
  reason: 'nobody is there',
  direct: true,
})
const noSiteConfigured = findingOf('NO_SITE_CONFIGURED', { file: 'config.json' })

const createResult = (state: CheckResult['state'], changes: Partial<CheckResult> = {}): CheckResult => ({
  id: 'x',
  title: 'Port',
  state,
  ...(state === 'failed' || state === 'warned' ? { finding } : { note: 'a note' }),
  ...changes,
})
const createSiteResult = (state: CheckResult['state'], changes: Partial<CheckResult> = {}) =>
  createResult(state, { site: 'acme', ...changes })

const withoutStyle = (_: string, text: string): string => text

it.each<[string, CheckResult[], string[]]>([
  ['everything passes', [createResult('passed'), createSiteResult('passed')], ['acme is ready.']],
  [
    'there are warnings',
    [createSiteResult('warned'), createSiteResult('warned')],
    ['acme is ready, with 2 warnings about this site.'],
  ],
  [
    'the hub was not reached',
    [createSiteResult('warned'), createSiteResult('warned', { finding: hubUnreachable })],
    [`acme can create sessions, but a sign-in may fail: ${hubUnreachable.message}`],
  ],
  [
    'nothing is installed and the hub was not reached',
    [
      createResult('warned', { finding: browserNotRegistered([]) }),
      createSiteResult('warned', { finding: hubUnreachable }),
    ],
    [
      `acme can create sessions from the command line, but a sign-in may fail: ${hubUnreachable.message}`,
      browserNotRegistered([]).message,
    ],
  ],
  [
    'only a check of the machine fails',
    [createResult('failed'), createSiteResult('passed')],
    ['acme is ready from the command line.', 'This machine is not ready: qlik:4243 refused the connection.'],
  ],
  [
    'nothing is installed',
    [createResult('warned', { finding: browserNotRegistered([]) }), createSiteResult('passed')],
    ['acme is ready from the command line.', browserNotRegistered([]).message],
  ],
  [
    'nothing is installed and the site has a warning',
    [createResult('warned', { finding: browserNotRegistered([]) }), createSiteResult('warned')],
    [
      'acme is ready from the command line, with 1 warning about this site.',
      browserNotRegistered([]).message,
    ],
  ],
  [
    'one of several browsers is not registered',
    [createResult('warned', { finding: browserNotRegistered(['edge']) }), createSiteResult('passed')],
    ['acme is ready.'],
  ],
  [
    'a check of the site fails',
    [createResult('warned'), createSiteResult('failed'), createSiteResult('skipped')],
    ['acme cannot sign in: qlik:4243 refused the connection.'],
  ],
])('createReport answers in a sentence if %s', (_, checks, sentences) => {
  const report = createReport(checks, ['acme'])
  expect(report.verdicts.map(({ sentence }) => sentence)).toEqual(sentences)
  expect(report.healthy).toBe(!checks.some(({ state }) => state === 'failed'))
})

it('createReport reports a missing site unless a check failed', () => {
  expect(createReport([createResult('warned', { finding: noSiteConfigured })], []).verdicts).toEqual([
    { state: 'warned', sentence: noSiteConfigured.message, remedy: noSiteConfigured.remedy },
  ])
  expect(
    createReport([createResult('failed'), createResult('warned', { finding: noSiteConfigured })], [])
      .verdicts,
  ).toMatchObject([{ state: 'failed', sentence: expect.stringContaining('This machine is not ready') }])
})

it('formatReport prints a line for each check and its remedy below', () => {
  const checks = [
    createResult('passed', { title: 'Configuration', ms: 3 }),
    createSiteResult('warned', { title: 'Repository (QRS)', others: [noSiteConfigured], ms: 2_345 }),
    createSiteResult('skipped'),
  ]
  expect(
    formatReport(createReport(checks, ['acme']), withoutStyle),
  ).toBe(`acme is ready, with 1 warning about this site.

This machine
  ✓ Configuration     a note

acme
  ! Repository (QRS)  qlik:4243 refused the connection. (2.3 s)
                      Remedy: ${finding.remedy}
                      ${noSiteConfigured.message}
                      Remedy: ${noSiteConfigured.remedy}
  – Port              a note`)
})

it('formatReport colors the answer by its state', () => {
  const text = formatReport(
    createReport([createSiteResult('failed')], ['acme']),
    (style, text) => `<${style}>${text}</>`,
  )
  expect(text).toMatch(/^<failed>acme cannot sign in: .*<\/>\nRemedy: /)
  expect(text).toContain('  <failed>✗</> Port  <failed>qlik:4243 refused')
})

it('formatReport removes control characters from server texts', () => {
  const evil = '\u001b[2J\u0007'
  const finding = findingOf('VIRTUAL_PROXY_NOT_LINKED', { prefix: 'old', proxies: [evil], node: evil })
  const checks = [
    createSiteResult('passed', { title: `Virtual proxy ${evil}`, note: `build ${evil}` }),
    createSiteResult('failed', { finding, others: [finding] }),
  ]
  expect(formatReport(createReport(checks, ['acme']), withoutStyle)).not.toMatch(/[^\P{Cc}\n]/u)
})
