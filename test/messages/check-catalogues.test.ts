import { expect, it } from 'vitest'
import german from '../../src/messages/checks/de.json' with { type: 'json' }
import english from '../../src/messages/checks/en.json' with { type: 'json' }
import french from '../../src/messages/checks/fr.json' with { type: 'json' }
import japanese from '../../src/messages/checks/ja.json' with { type: 'json' }
import { catalogues } from '../stories/locales.ts'
import { placeholdersIn } from '../support/placeholders.ts'
import { listSources, readCode } from '../support/repository.ts'

/** The texts of the session checks, which pages load apart from the others. */

type Texts = Readonly<Record<string, string>>

const checkCatalogues: Record<string, Texts> = { en: english, de: german, fr: french, ja: japanese }
const translations = Object.entries(checkCatalogues).filter(([language]) => language !== 'en')
const texts: [string, string][] = Object.entries(english)

it('the check texts exist in every language of Hubpass', () => {
  expect(Object.keys(checkCatalogues)).toEqual(Object.keys(catalogues))
})

it('no check text has the id of another text', () => {
  expect(texts.filter(([key]) => Object.hasOwn(catalogues.en ?? {}, key))).toEqual([])
})

it.each(translations)('%s has every check text, with the same placeholders', (_, messages) => {
  expect(Object.keys(messages)).toEqual(Object.keys(english))
  for (const [key, text] of texts) {
    expect(messages[key]?.trim(), key).not.toBe('')
    expect(placeholdersIn(messages[key]), key).toEqual(placeholdersIn(text))
  }
})

it.each(translations)('%s says every sentence about a check in words of its own', (_, messages) => {
  const sentences = texts.filter(([, text]) => /[a-z]{3,} .*\.$/.test(text))
  expect(sentences.filter(([key, text]) => messages[key] === text)).toEqual([])
})

it.each(translations)('%s names settings and headers as the QMC does, in English', (_, messages) => {
  const lacking = texts.flatMap(([key, text]) =>
    [...text.matchAll(/"([^"]+)"/g)].flatMap(([, name = '']) =>
      messages[key]?.includes(name) === true ? [] : [`${key}: ${name}`],
    ),
  )
  expect(lacking).toEqual([])
})

it('French check texts keep punctuation on the line of its word', () => {
  expect(Object.values(french).filter(text => / [:;?!»]|« |'/.test(text))).toEqual([])
})

/** What a check is about, which `defineCheck` puts together, and the outcomes of a WebSocket. */
const composed = /^check\.(SC-\d\d\.(title|asked|passWhen|why|fix)|socket\.\w+)$/

it('every check text is used', () => {
  const folders = ['companion/xray', 'src/background/xray', 'src/protocol/browser-checks']
  const sources = listSources(...folders)
    .map(readCode)
    .join('\n')
  const plain = Object.keys(english).map(key => key.replace(/\.(one|other)$/, ''))
  expect(plain.filter(key => !composed.test(key) && !sources.includes(`'${key}'`))).toEqual([])
})
