import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { formatRequest } from '../../../src/ui/copy-as/formats.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { failedReport } from '../../support/run-report-fixture.ts'

/** A user that every shell would trip over. */
const awkwardText = `O'Brien "x" $(id) \`id\` %PATH% \u2019ö!`
const identity = {
  userDirectory: 'CORP',
  userId: awkwardText,
  attributes: [
    { name: "it's", value: '' },
    { name: 'group', value: 'HR' },
    { name: 'group', value: '$HOME\\' },
  ],
}
const report = { ...failedReport, asked: { ...failedReport.asked, identity } }

test('formatCurl writes a command that creates the session once its placeholders are filled', async () => {
  await using qlik = await QlikSenseDouble.start({})
  const { folder } = qlik.certificates
  const { port, hostname } = new URL(qlik.qps)
  const command = formatRequest('curl', report)
    .replace('<qps-host:port>', `${hostname}:${port}`)
    .replace('<session-id>', 'an-id-of-a-test')
    .replace(/<([a-z_]+\.pem)>/g, (_, file) => join(folder, file))
  const home = mkdtempSync(join(tmpdir(), 'hubpass-curl-'))
  try {
    const answer = await promisify(execFile)('bash', ['-c', command], { cwd: home })
    expect(JSON.parse(answer.stdout)).toMatchObject({ UserId: awkwardText })
  } finally {
    rmSync(home, { recursive: true })
  }
  expect(qlik.sessions).toMatchObject([
    {
      prefix: 'sales',
      sessionId: 'an-id-of-a-test',
      userDirectory: 'CORP',
      userId: awkwardText,
      attributes: [
        ["it's", ''],
        ['group', 'HR'],
        ['group', '$HOME\\'],
      ],
    },
  ])
})

test('formatPowerShell doubles every quote in its strings', () => {
  const text = formatRequest('powershell', report)
  const strings = readStrings(text)
  expect(strings.rest).not.toMatch(/O.Brien|\$\(id\)/)
  expect(JSON.parse(strings.all.find(one => one.includes('UserId')) ?? '')).toEqual({
    UserDirectory: 'CORP',
    UserId: awkwardText,
    Attributes: [{ "it's": '' }, { group: 'HR' }, { group: '$HOME\\' }],
    SessionId: '<session-id>',
  })
  expect(strings.all).toContain('https://<qps-host:port>/qps/sales/session?xrfkey=0123456789abcdef')
  expect(strings.all).toContain('Cert:\\CurrentUser\\My\\<thumbprint>')
})

/** The part of the Collection Format 2.1 that a request uses, strictly: nothing else may be there. */
const Texts = v.array(v.strictObject({ key: v.string(), value: v.string() }))
const CollectionSchema = v.strictObject({
  info: v.strictObject({
    name: v.string(),
    description: v.string(),
    schema: v.literal('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
  }),
  item: v.tuple([
    v.strictObject({
      name: v.string(),
      request: v.strictObject({
        method: v.literal('POST'),
        header: Texts,
        body: v.strictObject({
          mode: v.literal('raw'),
          raw: v.string(),
          options: v.object({ raw: v.object({ language: v.literal('json') }) }),
        }),
        url: v.strictObject({
          raw: v.string(),
          protocol: v.literal('https'),
          host: v.array(v.string()),
          path: v.array(v.string()),
          query: Texts,
        }),
      }),
    }),
  ]),
})

test('formatPostman writes a collection of one request', () => {
  const { request } = v.parse(CollectionSchema, JSON.parse(formatRequest('postman', report))).item[0]
  const { protocol, host, path, query, raw } = request.url
  expect(`${protocol}://${host.join('.')}/${path.join('/')}?xrfkey=${query[0]?.value}`).toBe(raw)
  expect(request.header).toContainEqual({ key: 'X-Qlik-Xrfkey', value: query[0]?.value })
  expect(JSON.parse(request.body.raw)).toMatchObject({ UserId: awkwardText, SessionId: '<session-id>' })
})

test('formatPostman leaves Postman no variable to replace in a name', () => {
  const attributes = [{ name: 'group', value: '{{$guid}} {{{x}}}' }]
  const asked = { ...report.asked, identity: { ...report.asked.identity, attributes } }
  const text = formatRequest('postman', { ...report, asked })
  const { body } = v.parse(CollectionSchema, JSON.parse(text)).item[0].request
  expect(body.raw).not.toContain('{{')
  expect(JSON.parse(body.raw)).toMatchObject({ Attributes: [{ group: '{{$guid}} {{{x}}}' }] })
})

test.each(['curl', 'powershell', 'postman'] as const)(
  'the request for the default virtual proxy has no prefix in its path: %s',
  format => {
    const asked = { ...report.asked, prefix: '' }
    expect(formatRequest(format, { ...report, asked })).toContain('<qps-host:port>/qps/session?xrfkey=')
  },
)

/** What PowerShell's reader of single-quoted strings sees: each of five quotes ends one, two of them are one. */
function readStrings(text: string): { all: string[]; rest: string } {
  const quoted =
    /['\u2018\u2019\u201a\u201b]((?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*)['\u2018\u2019\u201a\u201b]/g
  const all = [...text.matchAll(quoted)].map(([, inside = '']) =>
    inside.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1'),
  )
  return { all, rest: text.replace(quoted, '') }
}
