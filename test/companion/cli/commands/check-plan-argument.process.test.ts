import { rename } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startCheck } from '../../../support/check-harness.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'

const plan = "version: 1\nsite: acme\npersonas: [{ user: 'DOMAIN\\User1' }]\n"

it.each(['plan.yaml', 'Plan.YML'])(
  'check takes %s behind --browser for the plan, not for the browser',
  async file => {
    await using run = await startCheck({ acme: {} }, plan)
    await rename(run.path('plan.yaml'), run.path(file))
    const { code, stdout } = await runHubpass(run, 'check', '--browser', file, '--list')
    expect([code, stdout]).toEqual([0, expect.stringContaining('DOMAIN\\User1 on acme')])
  },
)

it('check names a second plan behind --browser', async () => {
  await using run = await startCheck({ acme: {} }, plan)
  const error = await runForError(run, 'check', 'plan.yaml', '--browser', 'other.yaml')
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.remedy).toMatch(/one plan/)
})

it.each([[['--browser', 'chromium']], [['--list', '--browser']], [[]]])(
  'check %j names the missing plan',
  async options => {
    await using run = await startCheck({ acme: {} }, plan)
    const error = await runForError(run, 'check', ...options)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
    expect(error.message).toContain("missing required argument 'plan'")
  },
)
