import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findExceededBound } from '../../../companion/util/json-bounds.ts'

/** Returns the number of lists and objects inside each other. */
function measureDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Object.values(value).reduce<number>((most, item) => Math.max(most, measureDepth(item)), 0)
}

it('findExceededBound finds the depth of any JSON, whatever its texts contain', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, isIndented) => {
      const json = JSON.stringify(value, null, isIndented ? 2 : 0)
      const depth = measureDepth(value)
      const bounds = { maxValues: Number.POSITIVE_INFINITY }
      expect(findExceededBound(json, { ...bounds, maxDepth: depth })).toBe(undefined)
      if (depth > 0) expect(findExceededBound(json, { ...bounds, maxDepth: depth - 1 })).toBe('maxDepth')
    }),
  )
})

it('findExceededBound ends for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:\\0') }), text => {
      expect(findExceededBound(text, { maxDepth: text.length, maxValues: text.length })).toBe(undefined)
    }),
  )
})

it.each([
  ['[1,2,3]', 3, undefined],
  ['[1,2,3]', 2, 'maxValues'],
  ['[{},{}]', 4, undefined],
  ['[{},{}]', 3, 'maxValues'],
  ['["[[[,,,\\"[[["]', 1, undefined],
])('findExceededBound of %s with at most %i values is %s', (json, maxValues, expected) => {
  expect(findExceededBound(json, { maxDepth: 9, maxValues })).toBe(expected)
})
