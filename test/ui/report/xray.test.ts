import { expect, it } from 'vitest'
import { message } from '#messages/message'
import type { XrayCheck } from '#protocol/xray'
import { createXrayFile, type XrayFormat } from '#ui/report/xray/file.ts'
import type { XrayFacts } from '#ui/report/xray/report.ts'

const hub = 'https://qlik.example.com:8443'

const createCheck = (changes: Partial<XrayCheck>): XrayCheck => ({
  ...{ id: 'SC-01', title: 'Cookie attributes', verdict: 'passed', severity: 'high', class: 'O' },
  ...{ message: 'As it should be.', evidence: [], references: ['WSTG-SESS-02'] },
  ...changes,
})

const facts = (...checks: XrayCheck[]): XrayFacts => ({
  report: {
    ...{ catalogue: 'session-cookie@1', site: 'acme', prefix: 'sales', user: 'CORP\\passed' },
    ...{ checks, requests: 50, sessions: 4 },
  },
  endedAt: Date.UTC(2026, 4, 1, 10, 2, 3),
  hub,
  versions: { extension: '0.1.0', companion: '0.1.0', browser: 'Chromium 156' },
})

const failed = createCheck({
  ...{ id: 'SC-27', title: 'User of a WebSocket', verdict: 'failed' },
  message: 'The WebSocket knows CORP\\passed as CORP\\berta.',
  evidence: ['wss://qlik.example.com:8443/sales/app/engineData: <b>CORP\\berta</b> | `x`'],
  why: 'It matters.',
  remedy: { page: 'QMC > Proxies', field: 'Host', present: 'qlik.example.com', wanted: 'another' },
})

const write = (format: XrayFormat, ...checks: XrayCheck[]) => createXrayFile(facts(...checks), format)

it.each<XrayFormat>(['markdown', 'json', 'html'])(
  'report of an X-ray as %s has pseudonyms for users, directories, hosts and the site',
  format => {
    const { text, name } = write(format, createCheck({}), failed)
    for (const real of ['berta', 'CORP', 'qlik.example.com', 'acme']) expect(text).not.toContain(real)
    expect(text).toContain('USER-1')
    expect(text).toContain('HOST-1')
    expect(text).toContain('SC-27')
    expect(name).toMatch(/^hubpass-xray-2026-05-01T10-02-03-failed\.(md|json|html)$/)
  },
)

it('report of an X-ray keeps verdicts that are also the name of a user', () => {
  const { text, name } = write('json', createCheck({}))
  expect(JSON.parse(text)).toMatchObject({
    ...{ user: 'DIR-1\\USER-1', site: 'SITE-1', prefix: 'sales', names: 'masked' },
    checks: [{ id: 'SC-01', verdict: 'passed', title: 'Cookie attributes' }],
  })
  expect(name).toBe('hubpass-xray-2026-05-01T10-02-03-passed.json')
})

it('report of an X-ray shows failed checks first, with evidence and remedy', () => {
  const { text } = write('markdown', createCheck({}), failed)
  expect(text.indexOf('SC-27')).toBeLessThan(text.indexOf('SC-01'))
  expect(text).toContain('1 check failed. 1 passed, 0 undecided, 0 not run')
  expect(text).toContain('| Wanted | another |')
})

it('report of an X-ray says why Qlik Sense refuses the user, without the real name', () => {
  const found = facts(createCheck({}))
  const undecidedFacts = { roles: 'QRS at qlik.example.com:4242 refused' }
  const access = { known: true, name: 'Berta B.', inactive: true, access: [], undecided: undecidedFacts }
  for (const format of ['markdown', 'json', 'html'] as const) {
    const { text } = createXrayFile({ ...found, report: { ...found.report, access } }, format)
    expect(text).toContain('is inactive in Qlik Sense')
    for (const real of ['Berta', 'qlik.example.com', 'CORP']) expect(text).not.toContain(real)
  }
})

it('report of an X-ray keeps foreign text as text', () => {
  expect(write('html', failed).text).not.toContain('<b>')
  expect(write('markdown', failed).text).not.toMatch(/(?<!\\)<b>|(?<!\\)`x/)
})

it('report of an X-ray is in English, also where texts are messages', () => {
  const translated = createCheck({
    id: 'B-1',
    title: message('xray.documentCookie.title'),
    message: message('xray.documentCookie.failed', { names: ['copy'] }),
    verdict: 'failed',
  })
  expect(write('markdown', translated).text).toContain('Scripts of the page can read the session id in copy.')
})
