import { expect, it } from 'vitest'
import { currentLocale, setCatalogue, t, tRich } from '#ui/i18n.ts'
import { speak } from '../stories/locales.ts'

it.each([
  ['de-CH', 'de', 'de-CH'],
  ['ja', 'ja', 'ja'],
  ['es', 'en', 'en'],
])('writes numbers in a browser that speaks %s, with texts in %s, as %s', (browsers, texts, expected) => {
  setCatalogue({}, texts, browsers)
  expect(currentLocale()).toBe(expected)
  speak('en')
})

it('leaves a text without values in one piece', () => {
  expect(tRich('manifest.extensionDescription', {})).toHaveLength(1)
})

it('puts elements where the text has their names', () => {
  const user = <bdi>anna</bdi>
  expect(tRich('outcome.passedOn', { place: 'production', user })).toEqual([
    'You are ',
    user,
    ' on ',
    'production',
    '',
  ])
})

it('writes the numbers in a text as its language does', () => {
  speak('de')
  expect(t('options.runsCleared', { count: 56_789 })).toContain('56.789')
  expect(t('options.runsCleared', { count: '56789' })).toContain('56789')
  speak('en')
})
