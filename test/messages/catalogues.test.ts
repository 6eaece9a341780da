import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { english } from '#messages/english'
import { type Catalogue, formatMessage } from '#messages/format'
import { formatFinding, toFindingMessage } from '#protocol/findings/format-finding'
import { type Finding, type FindingCode, findings } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { splitCommands } from '#ui/format-run.ts'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { catalogues } from '../stories/locales.ts'
import { findingSamples } from '../support/finding-samples.ts'
import { placeholdersIn } from '../support/placeholders.ts'
import { listSources, readCode } from '../support/repository.ts'

const keys = Object.keys(english.messages)

const samples = Object.entries<object[]>(findingSamples).flatMap(([code, all]) =>
  all.map((details): Finding => findingOf(code as FindingCode, details as never)),
)

it('has a catalogue for each language, and the galleries show them all', () => {
  const files = readdirSync(fromRoot('src/messages')).filter(name => /^[a-z]{2}\.json$/.test(name))
  expect(files.sort()).toEqual(
    Object.keys(catalogues)
      .map(language => `${language}.json`)
      .sort(),
  )
})

it('has samples of every finding', () => {
  expect(Object.keys(findingSamples).sort()).toEqual(Object.keys(findings).sort())
})

it('has no text of a finding that no sample of it has', () => {
  const used = samples.flatMap(finding =>
    (['message', 'remedy'] as const).map(part => toFindingMessage(english, finding, part)?.id),
  )
  const known = keys.filter(key => key.startsWith('finding.')).map(key => key.replace(/\.(one|other)$/, ''))
  expect([...new Set(used)].sort()).toEqual([...new Set(known)].sort())
})

it('has no text that nothing uses', () => {
  const sources = listSources('src', 'companion').map(readCode).join('\n')
  const isUsed = (key: string): boolean =>
    sources.includes(`'${key}'`) || sources.includes(`"${key}"`) || composed.test(key)
  const plain = keys.map(key => key.replace(/\.(one|other)$/, ''))
  expect(plain.filter(key => !isUsed(key))).toEqual([])
})

/** Names that sources put together, and those of the manifest. */
const composed = /^(finding|manifest|cause|step|stepState|outcome|color|entry)\./

describe.each(Object.entries(catalogues))('in %s', (locale, messages) => {
  const catalogue: Catalogue = { locale, messages }

  it('has every text, with the same placeholders', () => {
    expect(Object.keys(messages)).toEqual(keys)
    for (const key of keys) {
      expect(messages[key]?.trim(), key).not.toBe('')
      expect(placeholdersIn(messages[key]), key).toEqual(placeholdersIn(english.messages[key]))
    }
  })

  it.each(samples)('says $code $details with all its values and commands', finding => {
    const text = formatFinding(catalogue, finding)
    expect(text).toBeDefined()
    const { message = '', remedy = '' } = text ?? {}
    expect(`${message}${remedy}`).not.toMatch(/undefined|\[object|[{}]/)
    const commands = (text: string) => splitCommands(text).filter((_, index) => index % 2 === 1)
    expect(commands(remedy)).toEqual(commands(finding.remedy))
  })
})

const translations = Object.entries(catalogues).filter(([language]) => language !== 'en')

it.each(translations)('says every finding and reason in %s in words of its own', (_, messages) => {
  const said = keys.filter(key => /^(finding|reason)\./.test(key))
  expect(said.filter(key => messages[key] === english.messages[key])).toEqual([])
})

it('keeps French punctuation on the line of its word', () => {
  expect(Object.values(catalogues.fr ?? {}).filter(text => / [:;?!»]|« /.test(text))).toEqual([])
})

it('tells the names in the manifest apart as browsers do, which take capitals for small letters', () => {
  const names = keys.filter(key => key.startsWith('manifest.')).map(key => key.toLowerCase())
  expect(new Set(names).size).toBe(names.length)
})

it('says nothing for a name that no catalogue has', () => {
  for (const id of ['note.newer', 'toString']) expect(formatMessage(english, { id, values: {} })).toBe('')
})
