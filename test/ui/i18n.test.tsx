import { expect, it } from 'vitest'
import { currentLocale, setCatalogue, t, tRich } from '#ui/i18n.ts'
import { setLanguage } from '../stories/locales.ts'

it.each([
  ['de-CH', 'de', 'de-CH'],
  ['ja', 'ja', 'ja'],
  ['es', 'en', 'en'],
])('currentLocale of a %s browser with %s texts is %s', (browsers, texts, expected) => {
  setCatalogue({}, texts, browsers)
  expect(currentLocale()).toBe(expected)
  setLanguage('en')
})

it('tRich returns a text without values as one piece', () => {
  expect(tRich('manifest.extensionDescription', {})).toHaveLength(1)
})

it('tRich puts elements at their placeholders', () => {
  const user = <bdi>anna</bdi>
  expect(tRich('outcome.passedOn', { place: 'production', user })).toEqual([
    'You are ',
    user,
    ' on ',
    'production',
    '',
  ])
})

it('t formats numbers for the language', () => {
  setLanguage('de')
  expect(t('options.runsCleared', { count: 56_789 })).toContain('56.789')
  expect(t('options.runsCleared', { count: '56789' })).toContain('56789')
  setLanguage('en')
})
