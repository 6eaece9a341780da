import { expect, it } from 'vitest'
import { cutText } from '#shared/cut-text'

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀b', 3, 'a…'],
  ['', 3, ''],
])('cutText cuts %j to %i characters, and no surrogate pair in half', (text, limit, expected) =>
  expect(cutText(text, limit)).toBe(expected),
)
