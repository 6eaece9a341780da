import { expect, test } from 'vitest'
import { isOverSince } from '../../src/popup/over-since.ts'
import type { Run } from '../../src/shared/run.ts'
import type { Who } from '../../src/shared/who.ts'

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
const where = { windowId: 1, site: 'acme', prefix: 'sales' }
const user: Who = { ...where, status: 'user', user: 'domain\\user2', canEnd: true, askedAt: 2000 }

const whos: [string, Who | undefined, boolean][] = [
  ['that very user', user, false],
  ['somebody else', { ...user, user: 'DOMAIN\\User1' }, true],
  ['that user on another virtual proxy', { ...user, prefix: '' }, true],
  ['that user on another site', { ...user, site: 'other' }, true],
  ['somebody else, asked before the verdict', { ...user, user: 'DOMAIN\\User1', askedAt: 1499 }, false],
  ['nobody', { ...where, status: 'nobody', askedAt: 2000 }, true],
  ['an anonymous user', { ...where, status: 'anonymous', askedAt: 2000 }, true],
  ['nothing yet', { ...where, status: 'asking' }, false],
  ['no hub', { status: 'notHub', windowId: 1 }, false],
  ['what nobody has asked', undefined, false],
]

test.each(whos)('where the tab shows %s', (_, who, expected) => {
  expect(isOverSince(run, who)).toBe(expected)
})

test('is nothing for a run that has not passed', () => {
  expect(isOverSince({ ...run, outcome: 'failed' }, { ...user, user: 'DOMAIN\\User1' })).toBe(false)
})
