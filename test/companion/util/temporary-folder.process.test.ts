import { execFileSync } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { machine } from '../../../companion/util/process-place.ts'
import { smallPlan, startCheck, writeUsers } from '../../support/check-harness.ts'
import { runForError } from '../../support/run-hubpass.ts'
import { canMountDisks, mountSmallDisk } from '../../support/small-disk.ts'

const findEndedProcess = (): number =>
  Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }))

it.skipIf(process.platform === 'win32')(
  'a browser is started after the profiles that killed programs have left are removed, and nothing else',
  async () => {
    await using run = await startCheck({ acme: {} }, smallPlan)
    await writeUsers(run.path('users.csv'), 1)
    const ended = findEndedProcess()
    const left = `hubpass-browser-${ended}@${machine}-aB3_x9`
    const kept = [
      `hubpass-browser-${process.pid}@${machine}-aB3_x9`,
      `hubpass-browser-${ended}@other-aB3_x9`,
      `hubpass-proof-${ended}@${machine}-aB3_x9`,
      `hubpass-browser-${ended}@${machine}-aB3_x9.txt`,
      'hubpass-browser-aB3_x9',
    ]
    for (const name of [left, ...kept]) await mkdir(run.path(`tmp/${name}/Default`), { recursive: true })
    await writeFile(run.path(`tmp/${left}/Default/Cookies`), '')
    const link = `hubpass-browser-${ended}@${machine}-linked`
    await symlink(run.path(`tmp/${kept[0]}`), run.path(`tmp/${link}`))
    const where = { ...run, env: { TMPDIR: run.path('tmp') } }
    const error = await runForError(where, 'check', 'plan.yaml', '--browser', '/bin/false')
    expect(error).toMatchObject({ code: 'BROWSER_MISSING', exitCode: 3 })
    expect((await readdir(run.path('tmp'))).toSorted()).toEqual([...kept, link].toSorted())
    expect(await readdir(run.path(`tmp/${kept[0]}`))).toEqual(['Default'])
  },
)

it.each([
  ['a proof', ['--prove']],
  ['a browser', ['--browser', process.execPath]],
])('%s in a temporary folder that does not exist is a file that cannot be written', async (_, options) => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 1)
  const missing = run.path('no such folder')
  const where = { ...run, env: { TMPDIR: missing, TEMP: missing, TMP: missing } }
  const error = await runForError(where, 'check', 'plan.yaml', ...options)
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 3 })
  expect(error.message).toContain(missing)
  expect(run.qlik().sessions).toEqual([])
})

it.skipIf(!canMountDisks)(
  'a proof says that the disk of its temporary folder is full, and leaves nothing there',
  async () => {
    await using disk = await mountSmallDisk()
    await disk.fill()
    await using run = await startCheck({ acme: {} }, smallPlan)
    await writeUsers(run.path('users.csv'), 1)
    const before = await readdir(disk.path)
    const error = await runForError({ ...run, env: { TMPDIR: disk.path } }, 'check', 'plan.yaml', '--prove')
    expect(error).toMatchObject({
      ...{ code: 'FILE_NOT_WRITTEN', exitCode: 3 },
      message: expect.stringContaining('the disk is full'),
    })
    expect(await readdir(disk.path)).toEqual(before)
  },
)
