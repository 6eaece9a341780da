import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { currentLocale, setCatalogue, t, tRich } from '#ui/i18n.ts'
import { root } from '../../scripts/setup/root.mjs'
import { englishLookup } from '../support/setup-english.ts'

const folder = join(root, 'src/public/_locales')
const findPlaceholders = (message: string) => [...new Set(message.match(/\$\d/g))].sort()

function readMessages(locale: string): Record<string, { message: string }> {
  return JSON.parse(readFileSync(join(folder, locale, 'messages.json'), 'utf8'))
}

const locales = readdirSync(folder)

it('speaks English, German, French and Japanese', () =>
  expect(locales.sort()).toEqual(['de', 'en', 'fr', 'ja']))

it.each(locales)('has every text in %s, with the same values in it', locale => {
  const english = readMessages('en')
  const theirs = readMessages(locale)
  expect(Object.keys(theirs).sort()).toEqual(Object.keys(english).sort())
  expect(theirs.language?.message).toBe(locale)
  for (const [key, { message }] of Object.entries(theirs)) {
    expect(message.trim(), key).not.toBe('')
    expect(findPlaceholders(message), key).toEqual(findPlaceholders(english[key]?.message ?? ''))
  }
})

it('tells keys apart as browsers do, which take capitals for small letters', () => {
  const keys = Object.keys(readMessages('en')).map(key => key.toLowerCase())
  expect(new Set(keys).size).toBe(keys.length)
})

it.each([
  ['de-CH', 'de', 'de-CH'],
  ['ja', 'ja', 'ja'],
  ['es', 'en', 'en'],
])('writes numbers in a browser that speaks %s, with texts in %s, as %s', (browsers, texts, expected) => {
  setCatalogue(key => (key === 'language' ? texts : key), browsers)
  expect(currentLocale()).toBe(expected)
  setCatalogue(englishLookup)
})

it('leaves a text without values in one piece', () => {
  expect(tRich('extensionDescription')).toHaveLength(1)
})

it('writes the numbers in a text as its language does', () => {
  setCatalogue((key, values) => (key === 'language' ? 'de' : values.join()), 'de')
  expect(t('runsCleared', 56_789)).toBe('56.789')
  expect(t('runsCleared', '56789')).toBe('56789')
  setCatalogue(englishLookup)
})
