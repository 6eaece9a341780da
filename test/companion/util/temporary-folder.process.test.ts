import { execFileSync } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { machine } from '../../../companion/util/process-place.ts'
import { smallPlan, startCheck, writeUsers } from '../../support/check-harness.ts'
import { runForError } from '../../support/run-hubpass.ts'

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
