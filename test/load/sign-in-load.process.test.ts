import { expect, it } from 'vitest'
import { findGrowth } from './growth.ts'
import { runLoad } from './sign-in-load.ts'

it('one companion signs in 60 users in a row and 50 at once, and neither its memory nor its handles grow', {
  timeout: 120_000,
}, async () => {
  const { signIns, sessionsLeft, warm, afterRow, afterCrowd } = await runLoad({ inARow: 60, atOnce: 50 })
  expect({ signIns, sessionsLeft }).toEqual({ signIns: 110, sessionsLeft: 0 })
  // Only Linux tells what a process uses.
  expect([warm, afterRow, afterCrowd].every(usage => usage !== undefined)).toBe(process.platform === 'linux')
  if (warm === undefined || afterRow === undefined || afterCrowd === undefined) return
  expect(findGrowth(warm, afterRow)).toEqual([])
  expect(findGrowth(afterRow, afterCrowd, 50)).toEqual([])
})
