import { describe, expect, it } from 'vitest'
import { fragments, fragmentsIn } from '../../src/ui/findings/fragments.ts'
import { languages } from '../../src/ui/findings/index.ts'
import { listSources, readCode } from '../support/repository.ts'
import { findStringLiterals } from '../support/string-literals.ts'

/**
 * Where words of ours get into what pages show. Alerts are in the words of TLS, phrases have texts of their own, and some words are
 * for the command line alone.
 */
const sources = listSources(
  'src/protocol',
  'src/background',
  ...['config', 'credentials', 'curl', 'qps', 'qrs'].map(folder => `companion/${folder}`),
).filter(file => !/protocol\/findings|tls-alerts|end-quietly|qrs\/path|phrases/.test(file))
const literals = [...sources, 'companion/util/node-errors.ts'].flatMap(file =>
  findStringLiterals(readCode(file)).map(literal => ({ ...literal, file })),
)

/** The names of details, of the functions that fill them in, and of what these go through. */
const fragmentPattern = new RegExp(
  [
    String.raw`\b(detail|expected|found|problem|reason|received|rule|says|sawInstead|settingsMissing)\s*(:|=|\?\?)[^,;{}]*$`,
    String.raw`\b(expectShape|notPem|refuse|shortfall|unexpected|unreadable)\([^;{}]*$`,
    String.raw`\bfileReasons\b[^}]*$`,
  ].join('|'),
)

it('finds the words of details in the sources', () => {
  const code = ["{ reason: /^'/.test(x) ? 'it\\'s' : `", '{n} of ', '{f({ n })}` }'].join('$')
  expect(findStringLiterals(code)).toEqual([
    { text: "it's", before: expect.stringMatching(fragmentPattern) },
    { text: '$1 of $2', before: expect.stringMatching(fragmentPattern) },
  ])
})

/** In the background such an error is a bug, but for what could not be undone. */
const isThrown = (file: string, before: string): boolean =>
  /new Error\(\s*$/.test(before) && /^companion|undo\.ts$/.test(file)

const fragmentLiterals = literals.filter(
  ({ file, precedingCode: before, text }) =>
    (fragmentPattern.test(before) || isThrown(file, before)) && /[a-z] /.test(text),
)

it.each(fragmentLiterals)('$file: "$text" can be said in every language', ({ text }) => {
  const known: readonly string[] = fragments
  expect(known).toContain(text)
})

it.each(fragments)('"%s" is still said somewhere', fragment => {
  expect(literals.map(({ text }) => text)).toContain(fragment)
})

describe.each(Object.keys(languages))('in %s', language => {
  const speech = async () => {
    const texts = await languages[language]?.()
    if (texts === undefined) throw new Error(`no texts in ${language}`)
    return texts.fragments
  }

  it.each(fragments)('"%s" keeps its values and says something else', async fragment => {
    const translated = (await speech())[fragment]
    const values = (text: string) => text.match(/\$\d/g)?.sort()
    expect(values(translated)).toEqual(values(fragment))
    expect(translated).not.toBe(fragment)
    expect(fragmentsIn(await speech(), fragments)(fragment)).toBe(translated)
  })

  it('says fragments within fragments, and leaves the words of others as they are', async () => {
    const table = await speech()
    const say = fragmentsIn(table)
    expect(say('it cannot be read (it is a folder)')).toBe(
      table['it cannot be read ($1)'].replace('$1', table['it is a folder']),
    )
    expect(say('it says "no access (a folder)"')).toContain('"no access (a folder)"')
    for (const foreign of ['no shared cipher', 'self-signed certificate in certificate chain', ''])
      expect(say(foreign)).toBe(foreign)
    for (const like of ['Access token is not known', 'The key is missing', 'status is 2, expected 1'])
      expect(say(`it cannot be read (${like})`)).toContain(like)
  })
})
