import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import { message } from '#messages/message'
import { findingOf } from '#protocol/findings/to-finding'
import { formatJson, reportFileName, reportFormats } from '#ui/report/formats.ts'
import { formatHtml } from '#ui/report/html.ts'
import { formatMarkdown } from '#ui/report/markdown.ts'
import { createReport } from '#ui/report/report.ts'
import { failedReport, reportOfUser } from '../../support/run-report-fixture.ts'

const report = createReport(failedReport)
const formats = Object.entries(reportFormats)

describe.each(formats)('as %s', (format, { write, ending }) => {
  test('says what happened, when, under which settings and versions, and no name', () => {
    const text = write(report)
    for (const said of [
      'WRONG_IDENTITY',
      'DIR-1',
      'USER-1',
      '2026-05-01T10:00:06.000Z',
      '156.0.1.2',
      '0.1.1',
    ])
      expect(text).toContain(said)
    for (const said of ['X-Qlik-Session-sales', 'virtual proxy', 'HOST-2', 'may still exist'])
      expect(text).toContain(said)
    expect(text).not.toMatch(/anna|corp|smith|example\.com/i)
  })

  test('has the real names when they are asked for', () => {
    const text = write(createReport(failedReport, 'real'))
    for (const said of ['anna', 'qlik.example.com', 'Bob Smith']) expect(text).toContain(said)
    expect(text).not.toContain('USER-1')
  })

  test('goes into a file that names nobody', () => {
    expect(reportFileName(createReport(failedReport, 'real'), format as 'html')).toBe(
      `hubpass-2026-05-01T10-00-06-failed.${ending}`,
    )
  })
})

test('is JSON that programs can read', () => {
  expect(JSON.parse(formatJson(report))).toMatchObject({
    kind: 'hubpass-evidence',
    version: 1,
    names: 'masked',
    outcome: 'failed',
    steps: [
      { name: 'companion', state: 'passed', startedAt: '2026-05-01T10:00:00.000Z', ms: 12.4 },
      {},
      {},
      {},
      {},
      {},
    ],
    cookie: { meant: { secure: true }, kept: { secure: false }, sources: { name: 'virtual proxy' } },
  })
})

test('tells the causes with what speaks for them, and the warnings', () => {
  const markdown = formatMarkdown(report)
  expect(markdown).toMatch(
    /\| otherUser \| The hub uses the session of DIR-1\\USER-\d, from the cookie X-Qlik-Session-sales of HOST-\d\. \| .+ \|/,
  )
  expect(markdown).toContain(
    'CERTIFICATE_NOT_FOR_CLIENTS: Qlik Sense issued the certificate /home/USER-1/client.pem',
  )
  expect(report.causes[1]).toMatchObject({
    cause: 'cookieName',
    message: expect.stringContaining('Hubpass set X-Qlik-Session'),
  })
})

test('is a table row of what was set, where that came from and what was read back', () => {
  expect(formatMarkdown(report)).toContain('| Secure | yes | virtual proxy (QMC) | no |')
  expect(formatHtml(report)).toContain(
    '<tr><th scope="row">Secure</th><td><bdi>yes</bdi></td><td><bdi>virtual proxy (QMC)</bdi></td><td><bdi>no</bdi></td></tr>',
  )
})

test('heads every column', () => {
  const lines = formatMarkdown(report).split('\n')
  const heads = lines.filter((_, index) => lines[index + 1]?.startsWith('| ---'))
  expect(heads).toEqual([
    '| Run | Value |',
    '| Detail | Value |',
    '| Cause | Evidence | Remedy |',
    '| Step | Result | Started | Duration | Note |',
    '| Attribute | As set | Source | As read back |',
    '| Setting | Value | Source |',
    '| Component | Version |',
  ])
  expect(heads.length).toBe(formatHtml(report).match(/<thead>/g)?.length)
})

test('gives the reason of missing settings in English alone', () => {
  const finding = findingOf('PFX_UNREADABLE', { path: 'a.pfx', reason: message('reason.saysNothing') })
  const virtualProxy = {
    prefix: 'sales',
    settingsMissing: finding.message,
    settingsReason: message('reason.saysNothing'),
    settingsFinding: finding,
  }
  const { reasons: _, ...settingsFinding } = finding
  expect(createReport({ ...failedReport, virtualProxy }, 'real').virtualProxy).toEqual({
    prefix: 'sales',
    settingsMissing: finding.message,
    settingsFinding,
  })
})

test('leaves out what a run never came to', () => {
  const { cookie: _, virtualProxy: __, hub: ___, ...early } = failedReport
  const text = formatMarkdown(createReport(early))
  expect(text).not.toContain('Session cookie')
  expect(text).not.toContain('Virtual proxy\n')
})

const hostileText =
  '</td><script>alert(1)</script> | *x* `y` [z](javascript:0) &lt; \\| _e_ <img src=x onerror=1>\n# head'

test('writes hostile texts into HTML as texts', () => {
  const html = formatHtml(createReport(reportOfUser(hostileText, hostileText), 'real'))
  const page = new Window()
  page.document.write(html)
  expect(page.document.querySelectorAll('script, img, link, iframe, a').length).toBe(0)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toMatch(/@import|url\(/)
})

test('writes hostile texts into Markdown as texts, in one line', () => {
  const markdown = formatMarkdown(createReport(reportOfUser('anna', hostileText), 'real'))
  const line = markdown.split('\n').find(text => text.includes('alert(1)'))
  expect(line).toBe(
    '\\</td\\>\\<script\\>alert(1)\\</script\\> \\| \\*x\\* \\`y\\` \\[z\\](javascript:0) \\&lt; \\\\\\| \\_e\\_ \\<img src=x onerror=1\\> # head',
  )
})
