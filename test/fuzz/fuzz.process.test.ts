import { expect, it } from 'vitest'
import { countAnswers, fuzz } from './fuzz.ts'

const maxMemory = 300 * 1024 * 1024

it('the companion answers 20,000 mutated frames in the protocol, within its memory, and ends cleanly', {
  timeout: 180_000,
}, async () => {
  const result = await fuzz({ seed: 1, from: 0, frames: 20_000, maxMemory })
  expect(result.problems).toEqual([])
  expect([...result.bugs]).toEqual([])
  expect(result.growth).toBeLessThan(100 * 1024 * 1024)
  // A run that reaches nothing proves nothing.
  expect(countAnswers(result)).toBeGreaterThan(19_000)
  expect([...result.answers.keys()]).toEqual(
    expect.arrayContaining(['ok', 'BAD_REQUEST', 'CANCELLED', 'USER_NOT_ALLOWED', 'CONNECTION_REFUSED']),
  )
})
