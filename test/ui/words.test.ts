import { expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import type { Step } from '#shared/run'
import { commandsIn, timeWords } from '../../src/ui/words.ts'

it.each<[Partial<Step>, string]>([
  [{ state: 'waiting' }, ''],
  [{ state: 'not-reached' }, ''],
  [{ state: 'passed', ms: 0.3 }, '0 ms'],
  [{ state: 'passed', ms: 42.4 }, '42 ms'],
  [{ state: 'failed', ms: 999.6 }, '1.0 s'],
  [{ state: 'passed', ms: 12_345 }, '12.3 s'],
  [{ state: 'working', startedAt: 9_500 }, ''],
  [{ state: 'working', startedAt: 6_900 }, '3 s'],
  [{ state: 'working', startedAt: 60_000 }, ''],
  [{ state: 'working' }, ''],
])('the time of %j is "%s"', (step, words) =>
  expect(timeWords({ name: 'hub', state: 'waiting', ...step }, 10_000)).toBe(words),
)

it('finds the command that a remedy quotes, and changes no letter of it', () => {
  const { remedy } = findingOf('COMPANION_NOT_INSTALLED', { browserSaid: '' })
  expect(commandsIn(remedy)).toEqual(['Run "', 'hubpass install', '" on this machine, then try again.'])
})

it.each(['Press Sign in again.', 'Set it with "hubpass site add … --tls-server-name".'])(
  'takes no command from %j',
  remedy => expect(commandsIn(remedy)).toEqual([remedy]),
)
