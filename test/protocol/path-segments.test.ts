import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasUnsafeSegment } from '#protocol/path-segments'

const parts = [
  'a',
  'Z',
  '0',
  '_',
  '-',
  '.',
  '..',
  ' ',
  '\n',
  '/',
  '\\',
  '%2e',
  '%2F',
  '%255c',
  '\u2215',
  '\uff0e',
  'é',
]
const texts = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map(chosen => chosen.join(''))

it('a text is as safe on its own as before another segment', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(hasUnsafeSegment(text)).toBe(hasUnsafeSegment(`${text}/a`))
    }),
  )
})

it.each([
  ['user_1-A', false],
  ['..', true],
  ['user_1\n', false],
  ['user_1/%2e%2E', true],
  ['', true],
])('whether %j could leave its place is %s', (text, isUnsafe) =>
  expect(hasUnsafeSegment(text)).toBe(isUnsafe),
)
