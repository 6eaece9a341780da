import { expect, it } from 'vitest'
import { findGrowth } from './growth.ts'

const before = { memory: 60_000_000, peakMemory: 60_000_000, handles: 20 }

it('findGrowth tolerates garbage and kept connections', () => {
  expect(findGrowth(before, { ...before, memory: 110_000_000, handles: 28 })).toEqual([])
  expect(findGrowth(before, { ...before, handles: 70 }, 50)).toEqual([])
})

it('findGrowth reports memory and handles that grew', () => {
  expect(findGrowth(before, { ...before, memory: 130_000_000, handles: 40 })).toEqual([
    'memory grew from 60000000 to 130000000 bytes',
    'open handles grew from 20 to 40',
  ])
})
