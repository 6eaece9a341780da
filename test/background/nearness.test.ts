import { expect, test } from 'vitest'
import { isNear } from '../../src/background/diagnosis/nearness.ts'

test.each([
  ['salse', 'sales'],
  ['prod', 'pord'],
  ['uat', 'uta'],
  ['dev', 'de'],
  ['protal', 'portals'],
])('takes %s for a slip of the fingers at %s', (typed, word) => expect(isNear(typed, word)).toBe(true))

test.each([
  ['prod', 'pool'],
  ['it', 'is'],
  ['a', 'b'],
  ['dev', 'uat'],
  ['test', 'sales'],
  ['sael', 'sla'],
])('takes %s for nothing that was meant as %s', (typed, word) => expect(isNear(typed, word)).toBe(false))
