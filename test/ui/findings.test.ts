import { describe, expect, it } from 'vitest'
import { type Finding, type FindingCode, findingOf } from '#protocol/findings/index'
import { splitCommands } from '#ui/format-run.ts'
import messages from '../../src/public/_locales/fr/messages.json'
import { languages, type Translator, translatorTo } from '../../src/ui/findings/index.ts'
import { findingSamples } from '../support/finding-samples.ts'

const samples = Object.entries<object[]>(findingSamples).flatMap(([code, all]) =>
  all.map((details): Finding => findingOf(code as FindingCode, details as never)),
)

/** The values of details that English shows: words as they are, numbers as digits. */
const findValues = (text: string, details: Record<string, unknown>): string[] =>
  Object.entries(details)
    .filter(([name]) => !rewordedDetails.has(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map(value => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''))
    .filter(value => value !== '' && text.includes(value))

/** Those that have words of their own in each language. */
const rewordedDetails = new Set(['role', 'older', 'seen', 'when', 'setting'])

const loadTranslator = async (language: string): Promise<Translator> => {
  const found = await translatorTo(language)
  if (found === undefined) throw new Error(`no texts in ${language}`)
  return found
}

describe.each(Object.keys(languages))('in %s', language => {
  it('has every code', async () => {
    const table = await languages[language]?.()
    expect(Object.keys(table?.findings ?? {}).sort()).toEqual(Object.keys(findingSamples).sort())
  })

  it.each(samples)('says $code $details with all its values and commands', async finding => {
    const { finding: translate, fragment } = await loadTranslator(language)
    const { message, remedy } = translate(finding)
    expect(message).not.toBe(finding.message)
    expect(remedy).not.toBe(finding.remedy)
    expect(`${message}${remedy}`).not.toMatch(/undefined|\[object/)
    for (const value of findValues(finding.message, finding.details))
      expect(message).toContain(fragment(value))
    const commands = (text: string) => splitCommands(text).filter((_, index) => index % 2 === 1)
    expect(commands(remedy)).toEqual(commands(finding.remedy))
  })

  it('says what is wrong with a field of the configuration, and quotes what a system says in such a form', async () => {
    const { finding: translate, fragment } = await loadTranslator(language)
    const problem = 'sites.0.hub is missing'
    const ours = translate(findingOf('CONFIG_INVALID', { file: 'config.json', problem }))
    expect(ours.message).toContain('sites.0.hub')
    expect(ours.message).not.toContain(problem)
    expect(translate(findingOf('PFX_UNREADABLE', { path: 'a.pfx', reason: problem })).message).toContain(
      problem,
    )
    expect(fragment(problem)).toBe(problem)
  })

  it('leaves what it does not know as it came', async () => {
    const { finding: translate } = await loadTranslator(language)
    const unknown = { code: 'NEWER', message: 'New.', remedy: 'Newer.', details: {} }
    const changed = {
      ...findingOf('HOST_NOT_FOUND', { address: 'qlik:4243' }),
      message: 'Meant differently.',
    }
    const broken = { ...findingOf('SITE_UNKNOWN', { site: 'a', known: [] }), details: {} }
    for (const finding of [unknown, changed, broken]) expect(translate(finding)).toBe(finding)
  })
})

it('leaves findings alone in a language that has no texts', async () => {
  expect(await translatorTo('es')).toBeUndefined()
})

it('keeps French punctuation on the line of its word', async () => {
  const french = await loadTranslator('fr')
  const { fragments: frenchFragments } = await import('../../src/ui/findings/fr/index.ts')
  const texts = [
    ...samples.map(finding => french.finding(finding)).flatMap(({ message, remedy }) => [message, remedy]),
    ...Object.values(frenchFragments),
    ...Object.values(messages).map(({ message }) => message),
  ]
  expect(texts.filter(text => / [:;?!»]|« /.test(text))).toEqual([])
})
