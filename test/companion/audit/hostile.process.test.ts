import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { AuditEntrySchema } from '../../../companion/audit/entry.ts'
import { readAuditFiles, readRefusedFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { type NativeHost, startNativeHost } from '../../support/native-host.ts'
import { runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts'

const toParams = (userDirectory: string, userId: string, changes: object = {}) => ({
  site: 'acme',
  prefix: '',
  sessionId: crypto.randomUUID(),
  identity: { userDirectory, userId, attributes: [] },
  ...changes,
})
const signIn = (host: NativeHost, userDirectory: string, userId: string, changes: object = {}) =>
  host.sendCommand('createSession', toParams(userDirectory, userId, changes))

const AuditResultSchema = v.object({ entries: v.array(AuditEntrySchema) })
const runAudit = async (home: string, ...options: string[]) =>
  v.parse(AuditResultSchema, await runForResult({ home }, 'audit', ...options)).entries

it.each([
  ['spaces', ' '.repeat(249), ' '.repeat(250)],
  ['ideographic spaces', '\u3000'.repeat(249), '\u3000'.repeat(250)],
  ['byte order marks', '\uFEFF'.repeat(249), '\uFEFF'.repeat(250)],
  ['blanks of every kind', ' \t\u00a0\u2003\u3000\uFEFF'.replace('\t', '').repeat(40), '\u2028'.repeat(250)],
])('the audit log has the user of a name behind %s', async (_, before, beforeId) => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const answer = await signIn(host, `${before}DOMAIN`, `${beforeId}User1`)
  if (answer.ok) expect(harness.qlik.sessions).toMatchObject([{ userDirectory: 'DOMAIN', userId: 'User1' }])
  for (const pattern of ['*User1*', 'DOMAIN\\*', 'DOMAIN\\User1'])
    expect(await runAudit(harness.home, '--user', pattern)).toMatchObject([{ user: 'DOMAIN\\User1' }])
})

it('the audit log has a name of full length whole, and both parts of one that is too long', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  const directory = `${'D'.repeat(254)}d`
  const id = `${'I'.repeat(254)}i`
  expect(await signIn(host, directory, id)).toMatchObject({ ok: true })
  expect(await signIn(host, `A${' '.repeat(600)}B`, 'sa_repository')).toMatchObject({ ok: false })
  expect(new Set((await readAuditFiles(harness.home)).map(({ user }) => user))).toEqual(
    new Set([`${directory}\\${id}`]),
  )
  expect(await runAudit(harness.home, '--user', '*\\sa_repository')).toHaveLength(1)
})

it('rejected requests displace no sign-in and stay within their limit', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  await signIn(host, 'INTERNAL', 'sa_repository')
  const refused = join(harness.home, 'audit', 'refused')
  await mkdir(refused)
  for (const number of [1, 2, 3])
    await writeFile(join(refused, `00000${number}.jsonl`), 'x'.repeat(1024 * 1024))
  const long = 'x'.repeat(300)
  for (let turn = 0; turn < 100; turn += 1) await signIn(host, long, long, { site: long, prefix: long })
  expect(await runAudit(harness.home, '--user', '*sa_repository*')).toMatchObject([{ outcome: 'done' }])
  expect(await readAuditFiles(harness.home)).toHaveLength(2)
  expect((await readdir(refused)).toSorted()).toEqual(['000003.jsonl', '000004.jsonl'])
  expect((await stat(join(refused, '000004.jsonl'))).size).toBeLessThan(200_000)
})

it('audit shows a killed request as asked, and one with an outcome once', async () => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  await signIn(host, 'DOMAIN', 'User2')
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  host.send({ id: 9, command: 'createSession', params: toParams('DOMAIN', 'User1') })
  await hold.reached
  host.kill('SIGKILL')
  await host.ended
  expect(harness.qlik.sessions).toHaveLength(2)
  expect(await runAudit(harness.home)).toMatchObject([
    { user: 'DOMAIN\\User2', outcome: 'done' },
    { user: 'DOMAIN\\User1', outcome: 'asked', sessionHash: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ])
  const { stdout } = await runHubpass(harness, 'audit')
  expect(stdout).toContain('2 entries')
  expect(stdout).toContain('asked: Hubpass was about to ask Qlik Sense, and recorded no outcome.')
  expect((await runHubpass(harness, 'audit', '--user', '*User2')).stdout).not.toContain('asked')
})

it('audit shows a login that was killed', async () => {
  await using harness = await startCompanionWithQlik()
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  const login = runHubpass(
    { ...harness, onStart: child => void hold.reached.then(() => child.kill('SIGKILL')) },
    ...['login', 'acme', '--user', 'DOMAIN\\User1'],
  )
  await login
  expect(await runAudit(harness.home)).toMatchObject([
    { user: 'DOMAIN\\User1', via: 'cli', outcome: 'asked' },
  ])
})

it('audit shows a killed request although the same one was refused in the same millisecond', async () => {
  await using harness = await startCompanionWithQlik()
  const entry = {
    at: '2026-01-02T03:04:05.678Z',
    action: 'session.create',
    site: 'acme',
    virtualProxy: '',
    user: 'DOMAIN\\User1',
    via: 'browser',
    sessionHash: '0123456789abcdef',
    companion: '0.1.0',
  }
  const refused = join(harness.home, 'audit', 'refused')
  await mkdir(refused, { recursive: true })
  for (const [folder, outcome] of [
    [join(harness.home, 'audit'), 'asked'],
    [refused, 'IDENTITY_INVALID'],
  ] as const)
    await writeFile(join(folder, '000001.jsonl'), `${JSON.stringify({ ...entry, outcome })}\n`)
  const outcomes = (await runAudit(harness.home)).map(({ outcome }) => outcome)
  expect(outcomes.toSorted()).toEqual(['IDENTITY_INVALID', 'asked'])
})

it('two companions at once lose no entry', async () => {
  await using harness = await startCompanionWithQlik()
  await using one = startNativeHost(harness)
  await using other = startNativeHost(harness)
  const users = Array.from({ length: 30 }, (_, n) => `User${n}`)
  for (const user of users)
    await Promise.all([signIn(one, 'ONE', user), signIn(other, 'OTHER', user), signIn(one, '', user)])
  expect(await readAuditFiles(harness.home)).toHaveLength(4 * users.length)
  const entries = await runAudit(harness.home, '--limit', '1000')
  const count = (wanted: string) => entries.filter(({ outcome }) => outcome === wanted).length
  expect([count('done'), count('asked')]).toEqual([2 * users.length, 0])
  expect(await readRefusedFiles(harness.home)).toHaveLength(users.length)
})

it('a sign-in whose entry cannot be written works and has a warning', async () => {
  await using harness = await startCompanionWithQlik()
  await writeFile(join(harness.home, 'audit'), 'a file in the place of the folder')
  await using host = startNativeHost(harness)
  expect(await signIn(host, 'DOMAIN', 'User1')).toMatchObject({
    ok: true,
    result: {
      warnings: [
        {
          code: 'AUDIT_NOT_WRITTEN',
          details: { path: join(harness.home, 'audit'), reason: 'a part of its path is not a folder' },
        },
      ],
    },
  })
})

it.each([
  ['endSession', { site: 'acme', prefix: '', sessionId: 'a-session-that-nobody-has' }, { ended: false }],
  ['logOut', { site: 'acme', prefix: '', user: { userDirectory: 'DOMAIN', userId: 'User1' } }, { ended: 0 }],
])('%s has a warning if its entry cannot be written, and none otherwise', async (command, params, result) => {
  await using harness = await startCompanionWithQlik()
  await using host = startNativeHost(harness)
  expect(await host.sendCommand(command, params)).toMatchObject({ ok: true, result })
  expect(await host.sendCommand(command, params)).not.toHaveProperty('result.warnings')
  await rm(join(harness.home, 'audit'), { recursive: true })
  await writeFile(join(harness.home, 'audit'), 'a file in the place of the folder')
  expect(await host.sendCommand(command, params)).toMatchObject({
    ok: true,
    result: { ...result, warnings: [{ code: 'AUDIT_NOT_WRITTEN' }] },
  })
})

it.skipIf(!canMountDisks).each([
  ['the disk is full', 'fill', 'the disk is full'],
  ['the disk is read-only', 'makeReadOnly', 'the disk is read-only'],
] as const)(
  'a sign-in works and has a warning if %s, also in the middle of the log',
  async (_, spoil, reason) => {
    await using harness = await startCompanionWithQlik()
    await using disk = await mountSmallDisk()
    await writeConfig(disk.path, siteConfigFor(harness.qlik))
    await using host = startNativeHost({ home: disk.path })
    expect(await signIn(host, 'DOMAIN', 'User1')).not.toHaveProperty('result.warnings')
    await disk[spoil]()
    const before = await readAuditFiles(disk.path)
    for (let count = before.length; count < 40; count += 1) await signIn(host, 'DOMAIN', 'User2')
    expect(await signIn(host, 'DOMAIN', 'User3')).toMatchObject({
      ok: true,
      result: { warnings: [{ code: 'AUDIT_NOT_WRITTEN', details: { reason } }] },
    })
    const { stdout, stderr } = await runHubpass({ home: disk.path }, 'audit')
    expect(stdout).toContain('DOMAIN\\User1')
    if (spoil === 'makeReadOnly') expect(stderr).toContain('the disk is read-only')
  },
)
