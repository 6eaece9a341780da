import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { smallPlan, startCheck, writeUsers } from '../../../support/check-harness.ts'
import { runHubpass } from '../../../support/run-hubpass.ts'

/** Breaks a module of Node from the third request for a user on, as a bug of Hubpass would. */
const bug = `import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
const { request } = https
let asked = 0
https.request = (...args) => {
  if (args.some(each => String(each.path ?? each).includes('/sales/qps/user')) && (asked += 1) > 2)
    throw new TypeError('a bug')
  return request(...args)
}
syncBuiltinESMExports()
`

it('check exits with 70 after a bug, ends its sessions, and leaves a whole journal for --resume', async () => {
  await using run = await startCheck({ acme: {} }, smallPlan)
  await writeUsers(run.path('users.csv'), 12)
  await writeFile(run.path('bug.mjs'), bug)
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(run.path('bug.mjs'))}` }
  const { code, stdout, stderr } = await runHubpass({ ...run, env }, 'check', 'plan.yaml')
  expect([code, stdout]).toEqual([70, ''])
  expect(stderr).toContain('Hubpass has a bug: a bug')
  expect(stderr).toContain('--resume')
  expect((await run.readEntries()).at(-1)).toMatchObject({ type: 'end', interrupted: true, exitCode: 70 })
  expect(await run.listLeft()).toEqual([])
  expect((await run.readCases()).length).toBeLessThan(12)
  const { code: resumed, document } = await run.checkJson('--resume')
  expect([resumed, document]).toMatchObject([0, { result: { summary: { cases: 12, isComplete: true } } }])
})
