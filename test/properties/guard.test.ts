import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchesPattern } from '../../companion/config/match-pattern.ts'

/** Compares by the definition, one character at a time; for ASCII. */
function matchesByDefinition(user: string, pattern: string): boolean {
  const [first = '', rest] = [pattern[0], pattern.slice(1)]
  if (first === '') return user === ''
  if (first === '*')
    return matchesByDefinition(user, rest) || (user !== '' && matchesByDefinition(user.slice(1), pattern))
  const fits = user !== '' && (first === '?' || first.toLowerCase() === user[0]?.toLowerCase())
  return fits && matchesByDefinition(user.slice(1), rest)
}

const text = fc.string({ unit: fc.constantFrom(...'abA\\.'), maxLength: 10 })
const pattern = fc.string({ unit: fc.constantFrom(...'abA\\.*?'), maxLength: 8 })

it('a pattern allows exactly the users that its definition says', () => {
  fc.assert(
    fc.property(text, pattern, (user, users) => {
      expect(matchesPattern(user, users)).toBe(matchesByDefinition(user, users))
    }),
    { numRuns: 5_000 },
  )
})

it('every character but * and ? stands for itself', () => {
  const literal = fc.string({ unit: 'binary-ascii' }).map(words => words.replace(/[*?]/g, ''))
  fc.assert(
    fc.property(literal, literal, (user, other) => {
      expect(matchesPattern(user, user)).toBe(true)
      expect(matchesPattern(other, user)).toBe(other.toLowerCase() === user.toLowerCase())
    }),
  )
})

it('an astral character is one character for ?', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 4 }), user => {
      expect(matchesPattern(user, '?'.repeat([...user].length))).toBe(true)
    }),
  )
})
