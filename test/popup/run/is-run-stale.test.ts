import { expect, test } from 'vitest'
import type { Run } from '#shared/runs/run'
import type { CurrentUser } from '#shared/sessions/current-user'
import { isRunStale } from '../../../src/popup/run/RunOutcome.tsx'

/** It has ended at 1,500. */
const run: Run = {
  id: 'run-1',
  site: 'acme',
  prefix: 'sales',
  user: 'DOMAIN\\User2',
  outcome: 'passed',
  steps: [{ name: 'identity', state: 'passed', startedAt: 1400, ms: 100 }],
  leftBehind: [],
}
const location = { windowId: 1, site: 'acme', prefix: 'sales' }
const user: CurrentUser = { ...location, status: 'user', user: 'domain\\user2', canEnd: true, askedAt: 2000 }

const userCases: [string, CurrentUser | undefined, boolean][] = [
  ['that very user', user, false],
  ['somebody else', { ...user, user: 'DOMAIN\\User1' }, true],
  ['that user on another virtual proxy', { ...user, prefix: '' }, true],
  ['that user on another site', { ...user, site: 'other' }, true],
  ['somebody else, asked before the verdict', { ...user, user: 'DOMAIN\\User1', askedAt: 1499 }, false],
  ['nobody', { ...location, status: 'nobody', askedAt: 2000 }, true],
  ['an anonymous user', { ...location, status: 'anonymous', askedAt: 2000 }, true],
  ['nothing yet', { ...location, status: 'asking' }, false],
  ['no hub', { status: 'notHub', windowId: 1 }, false],
  ['what nobody has asked', undefined, false],
]

test.each(userCases)('where the tab shows %s', (_, who, expected) => {
  expect(isRunStale(run, who)).toBe(expected)
})

test('isRunStale is false for a run that has not passed', () => {
  expect(isRunStale({ ...run, outcome: 'failed' }, { ...user, user: 'DOMAIN\\User1' })).toBe(false)
})
