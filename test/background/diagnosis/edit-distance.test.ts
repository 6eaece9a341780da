import { expect, test } from 'vitest'
import { isSimilar } from '../../../src/background/diagnosis/edit-distance.ts'

test.each([
  ['salse', 'sales'],
  ['prod', 'pord'],
  ['uat', 'uta'],
  ['dev', 'de'],
  ['protal', 'portals'],
])('takes %s for a slip of the fingers at %s', (typed, word) => expect(isSimilar(typed, word)).toBe(true))

test.each([
  ['prod', 'pool'],
  ['it', 'is'],
  ['a', 'b'],
  ['dev', 'uat'],
  ['test', 'sales'],
  ['sael', 'sla'],
])('takes %s for nothing that was meant as %s', (typed, word) => expect(isSimilar(typed, word)).toBe(false))
