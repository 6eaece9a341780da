import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldCase } from '#protocol/fold-case'

/** Each character becomes its upper case, if that is one character and no other letter of ASCII. */
const foldCharacter = (character: string): string => {
  const upper = character.toUpperCase()
  const isAscii = [upper, character].map(text => text.charCodeAt(0) < 128)
  return upper.length === character.length && isAscii[0] === isAscii[1] ? upper : character
}

const ascii = fc.string({ unit: 'binary-ascii' })
const special = fc.constantFrom('\u212a', '\u017f', '\u0130', '\u0131', 'ß', 'ǆ', 'é', '𐐨', 'ﬁ', 'i', 'K')
const words = fc.tuple(ascii, special, ascii).map(parts => parts.join(''))
const texts = fc.oneof(ascii, fc.string({ unit: 'binary' }), words)

it('a text is folded like its characters, whether all of them are ASCII or not', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(foldCase(text)).toBe([...text].map(foldCharacter).join(''))
    }),
    { numRuns: 500 },
  )
})
