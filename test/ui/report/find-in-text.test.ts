import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findHomeFolders, findHosts, findMailboxes, findUserNames } from '#ui/report/find-in-text.ts'
import { createNameReplacer } from '#ui/report/name-tree.ts'

/** What the functions find, as expressions that take too long for a text of others. */
const expressions: Record<string, [(text: string) => string[], RegExp[]]> = {
  userNames: [
    text => findUserNames(text).map(pair => pair.join('\\')),
    [
      /^([^\\\s"]+)\\([^\\\s"]+(?: [^\\\s"]+){0,2})$/g,
      /"([^"\\]+)\\([^"\\]+)"/g,
      /([^\s"'\\/,;:()]+)\\([^\s"'\\/,;:()]+)/g,
    ],
  ],
  mailboxes: [
    text => findMailboxes(text).map(pair => pair.join('\\')),
    [/(?<![^\s"'<>()[\],;:=@/\\])([^\s"'<>()[\],;:=@/\\]+)@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/gu],
  ],
  homeFolders: [findHomeFolders, [/[/\\](?:home|users)[/\\]([^/\\\s"]+)/gi]],
  hosts: [
    findHosts,
    [
      /[a-z*]+:\/\/([^\s/:"'<>),]+)/gi,
      /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*):\d{2,5}(?!\d)/giu,
      /CN=([^,"+\s]+)/gi,
      /(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{N}.-]*)-CA(?![\p{L}\p{N}])/gu,
      /^([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})$/giu,
      /(?<![\p{L}\p{N}])((?:[\p{L}\p{N}-]+\.){2,}\p{L}{2,})(?![\p{L}\p{N}])/giu,
    ],
  ],
}

const trimStops = (text: string): string => text.replace(/[.…]+$/, '')

const parts = [
  'a',
  'Bé',
  'CORP',
  '\\',
  '"',
  '@',
  '.',
  '-',
  ':',
  '/',
  '://',
  '443',
  ' ',
  ',',
  '-CA',
  'CN=',
  '…',
]
const texts = fc
  .array(fc.constantFrom(...parts, 'home', 'com', '..'), { maxLength: 14 })
  .map(all => all.join(''))

describe.each(Object.entries(expressions))('search for %s', (kind, [find, patterns]) => {
  it('finds everything that the expressions find', () => {
    fc.assert(
      fc.property(texts, text => {
        const found = patterns.flatMap(pattern =>
          [...text.matchAll(pattern)].map(([, ...groups]) => groups.join('\\')),
        )
        const expected = kind === 'userNames' ? found.map(trimStops) : found
        expect(find(text)).toEqual(expect.arrayContaining(expected))
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['a.', 'a', 'a-', 'a\\', 'a@', '"', '"a\\', '://', 'a://', 'CN=', '/home', '-CA', '-', '.', 'a '])(
    'completes for a long text of %j',
    unit => expect(find(unit.repeat(200_000))).toBeInstanceOf(Array),
  )
})

it('name replacer replaces the longest whole word, whatever its case', () => {
  const replace = createNameReplacer(['ann', 'Ann Lee', 'ΣΑΣ', 'a.b'])
  const mark = (text: string) => replace(text, ({ name }) => `<${name}>`)
  expect(mark('ann ANN LEE annette σας a.b axb')).toBe('<ann> <Ann Lee> annette <ΣΑΣ> <a.b> axb')
})

it('name replacer completes for many names in a long text', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `a.${index}`)
  const text = 'a.'.repeat(200_000)
  expect(createNameReplacer(names)(text, ({ name }) => name)).toBe(text)
})
