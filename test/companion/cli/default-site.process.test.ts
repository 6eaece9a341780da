import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const user = ['-u', 'DOMAIN\\User1']

it('commands without a site use the chosen one', async () => {
  await using harness = await startCompanionWithQlik()
  const missing = await runForError(harness, 'login', ...user)
  expect(missing).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: expect.stringContaining('several'),
  })
  expect(missing.remedy).toContain('hubpass site use')
  expect(await runForResult(harness, 'site', 'use', 'acme')).toEqual({ defaultSite: 'acme' })
  expect((await stat(join(harness.home, 'cli.json'))).mode & 0o777).toBe(0o600)
  for (const line of [
    ['login', ...user, '--session-id', 'a-session-of-the-default'],
    ['session', 'end', 'a-session-of-the-default'],
    ['user', 'logout', '-s', 'acme', 'DOMAIN\\User1'],
    ['vp'],
    ['qrs', 'about'],
  ])
    await runForResult(harness, ...line)
  expect(await runForResult(harness, 'site', 'use', '--none')).toEqual({ defaultSite: null })
  expect(await runForError(harness, 'session', 'list')).toMatchObject({ code: 'BAD_REQUEST' })
})

it('the only site needs no choice', async () => {
  await using harness = await startCompanionWithQlik()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { id: 'only' }))
  await runForResult(harness, 'login', ...user)
  expect((await runHubpass(harness, 'site', 'list')).stdout).toBe(
    `Site  Hub${' '.repeat(harness.qlik.hub.length - 3)}  Users    Certificate       Default\nonly  ${harness.qlik.hub}  anybody  ${await readValidity(harness)}  yes\n`,
  )
})

const readValidity = async (harness: Parameters<typeof runForResult>[0]): Promise<string> => {
  const { credential } = (await runForResult(harness, 'site', 'show', 'only')) as {
    credential: { validTo: string }
  }
  return `until ${credential.validTo.slice(0, 10)}`
}

it('a removed site is no longer chosen, and site use refuses an unknown one', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, 'site', 'use', 'limited')
  await runForResult(harness, 'site', 'remove', 'limited')
  expect(await runForResult(harness, 'site', 'use')).toEqual({ defaultSite: 'acme' })
  expect(await runForError(harness, 'site', 'use', 'limited')).toMatchObject({
    code: 'SITE_UNKNOWN',
    exitCode: 3,
  })
})

it.each([
  [['session', 'end', 'acme'], "missing required argument 'session-id'"],
  [['user', 'logout', 'acme'], "missing required argument 'user'"],
  [['qrs', 'acme'], "missing required argument 'path'"],
  [['qrs'], "missing required argument 'path'"],
  [['session', 'list', 'acme', '-s', 'limited'], 'the site is given twice'],
  [['session', 'end', 'acme', 'x', '-s', 'limited'], 'the site is given twice'],
  [['session', 'list', 'acme', 'limited'], 'too many arguments'],
])('takes no site for the argument that follows it: %j', async (args, problem) => {
  await using harness = await startCompanionWithQlik()
  await runForResult(harness, 'site', 'use', 'acme')
  const error = await runForError(harness, ...args)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(problem)
  expect(harness.qlik.requests).toEqual([])
})

it('reports damaged settings of the command line with their file', async () => {
  await using harness = await startCompanionWithQlik()
  const file = join(harness.home, 'cli.json')
  await writeFile(file, '{"defaultSite":')
  expect(await runForError(harness, 'session', 'list')).toMatchObject({
    code: 'CONFIG_INVALID',
    details: { file },
  })
  await runForResult(harness, 'session', 'list', 'acme')
  expect(await readFile(file, 'utf8')).toBe('{"defaultSite":')
})

it('site use keeps the settings of a newer version', async () => {
  await using harness = await startCompanionWithQlik()
  const file = join(harness.home, 'cli.json')
  const newer = { format: 'table', defaultSite: 'limited', more: { than: ['we', 'know'] } }
  await writeFile(file, JSON.stringify(newer))
  expect(await runForResult(harness, 'site', 'use')).toEqual({ defaultSite: 'limited' })
  await runForResult(harness, 'site', 'use', 'acme')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ ...newer, defaultSite: 'acme' })
})
