import { expect, test } from 'vitest'
import { isSimilar } from '#protocol/edit-distance'

test.each([
  ['salse', 'sales'],
  ['prod', 'pord'],
  ['uat', 'uta'],
  ['dev', 'de'],
  ['protal', 'portals'],
])('isSimilar accepts %s as a misspelling of %s', (typed, word) => expect(isSimilar(typed, word)).toBe(true))

test.each([
  ['prod', 'pool'],
  ['it', 'is'],
  ['a', 'b'],
  ['dev', 'uat'],
  ['test', 'sales'],
  ['sael', 'sla'],
])('isSimilar rejects %s as a misspelling of %s', (typed, word) => expect(isSimilar(typed, word)).toBe(false))
