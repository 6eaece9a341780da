import { expect, it } from 'vitest'
import { RefusalCounter } from '../../../companion/host/refusals.ts'

it('ten refusals within a minute are a flood, fewer or slower ones are not', () => {
  let now = 0
  const counter = new RefusalCounter(() => now)
  const refuse = (afterMs: number) => {
    now += afterMs
    return counter.isFlood('SITE_CHANGE_REFUSED')
  }
  expect(Array.from({ length: 30 }, () => refuse(7_000))).not.toContain(true)
  now += 60_000
  expect(Array.from({ length: 10 }, () => refuse(6_000))).toEqual([...Array(9).fill(false), true])
})

it('other failures are no refusals', () => {
  const counter = new RefusalCounter()
  expect(Array.from({ length: 30 }, () => counter.isFlood('BAD_REQUEST'))).not.toContain(true)
})
