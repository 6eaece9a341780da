import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { findJsonProblem } from '../../../companion/config/find-json-problem.ts'
import { parseConfiguration } from '../../../companion/config/parse.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'

const pem = '"kind": "pem", "key": "k", "root": "r"'
const site = `"id": "acme", "hub": "https://q", "qps": "q:1", "qrs": "q:1"`
const withCertificate = (certificate: string) =>
  `{\n  "version": 1,\n  "sites": [{ ${site},\n    "credential": { ${pem}, "certificate": ${certificate} } }]\n}`

const backslash = 'write each backslash twice'
const quotes = 'use straight double quotes (") instead of'

/** Each row: the mistake, the text, and the line, the column and the remedy that the message must hold. */
it.each([
  ['a comma after the last entry', '{\n  "version": 1,\n  "sites": [],\n}', 3, 14, 'remove this comma'],
  ['a comma after the last site', '{"version": 1, "sites": [{},]}', 1, 28, 'remove this comma'],
  ['two commas', '{"version": 1,, "sites": []}', 1, 15, 'remove this comma'],
  ['a comma at the beginning', '{, "version": 1}', 1, 2, 'remove this comma'],
  ['a comma and no end', '{"version": 1,', 1, 14, 'remove this comma'],
  ['a line comment', '{\n  // our sites\n  "version": 1\n}', 2, 3, 'remove this comment'],
  ['a block comment', '{ /* ours */ "version": 1 }', 1, 3, 'remove this comment'],
  ['a comment without an end', '{ "version": 1 } /* ours', 1, 18, 'remove this comment'],
  ['a shell comment', '# sites\n{ "version": 1 }', 1, 1, 'remove this comment'],
  ['single backslashes', withCertificate('"C:\\Users\\me\\client.pem"'), 4, 79, backslash],
  ['a backslash before u', withCertificate('"C:\\certs\\users"'), 4, 79, backslash],
  ['a backslash before the last quote', withCertificate('"C:\\temp\\"'), 4, 84, backslash],
  ['a user name with one backslash', '{"version":1,\r\n"users":["TESTING\\*"]}', 2, 18, backslash],
  ['single quotes', "{'version': 1}", 1, 2, `${quotes} '`],
  ['a value in single quotes', '{"version": \'1\'}', 1, 13, `${quotes} '`],
  ['typographic quotes', '{\n“version”: 1}', 2, 1, `${quotes} “`],
  ['German quotes', '{„version“: 1}', 1, 2, `${quotes} „`],
  ['a typographic quote at the end', '{"version”: 1,\n"sites": []}', 1, 2, 'no closing double quote'],
  ['a missing comma', '{\n"version": 1\n"sites": []}', 3, 1, 'put a comma'],
  ['a missing comma between sites', '{"sites": [{} {}]}', 1, 15, 'put a comma'],
  ['a missing colon', '{"version" 1}', 1, 12, 'put a colon'],
  ['an equals sign', '{"version" = 1}', 1, 12, '"=" is not allowed here'],
  ['a name without quotes', '{version: 1}', 1, 2, 'put double quotes (") around version'],
  ['a value without quotes', '{"hub": https://qlik.acme.com}', 1, 9, 'put double quotes (") around https'],
  ['a number as name', '{1: 2}', 1, 2, 'put double quotes (") around 1'],
  ['a name twice', '{"version": 1, "sites": [], "sites": []}', 1, 29, 'sites occurs twice'],
  ['a missing bracket', '{"version": 1, "sites": [', 1, 26, 'the file ends too early'],
  ['a missing brace', '{"version": 1\n', 1, 14, 'the file ends too early'],
  ['the wrong bracket', '{"sites": [}', 1, 12, '"}" is not allowed here'],
  ['a bracket too many', '{"version": 1}}', 1, 15, 'remove everything from here'],
  ['two documents', '{"version": 1}\n{"version": 1}', 2, 1, 'remove everything from here'],
  ['a line break in a text', '{"hub": "https://\nqlik"}', 1, 9, 'no closing double quote'],
  ['a tab in a text', '{"hub": "https://\tqlik"}', 1, 18, 'U+0009 is not allowed here'],
  ['a space of web pages', '{"version":\u00a01}', 1, 12, 'U+00A0 is not allowed here'],
])('parseConfiguration locates %s', async (_, text, line, column, remedy) => {
  const problem = await findProblem(text)
  expect(problem).toContain(`(line ${line}, column ${column}: `)
  expect(problem).toContain(remedy)
})

async function findProblem(text: string): Promise<unknown> {
  const { code, details } = await findingOfRejection(parseConfiguration(text, 'config.json'))
  expect(code).toBe('CONFIG_INVALID')
  return details.problem
}

describe('parseConfiguration', () => {
  it('rejects a second list of users, which would replace the first one', async () => {
    const twice = withCertificate('"c"').replace('"id"', '"users": ["A\\\\*"],\n"users": ["*"], "id"')
    expect(await findProblem(twice)).toEqual(expect.stringContaining('line 4, column 1: users occurs twice'))
  })

  it.each(['"C:\\temp\\root.pem"', '"C:\\bin\\new"'])(
    'rejects the path %s, whose escapes are control characters',
    async path => {
      expect(await findProblem(withCertificate(path))).toEqual(
        expect.stringMatching(/^sites\.0\.credential\.certificate is "C:\\.* twice/),
      )
    },
  )

  it('accepts colons and quotes inside texts', async () => {
    const text = withCertificate('"/a\\": \\"b\\":"')
    expect((await parseConfiguration(text, 'config.json')).sites).toHaveLength(1)
  })
})

it('findJsonProblem finds nothing in what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      expect(findJsonProblem(JSON.stringify(value, null, indent))).toBeUndefined()
    }),
  )
})

it('findJsonProblem explains every text that JSON.parse rejects', () => {
  const mutated = fc
    .tuple(fc.jsonValue(), fc.nat(), fc.constantFrom(...'{}[],:"\'\\/#x1“ \n\t'))
    .map(([value, at, character]) => {
      const text = JSON.stringify(value)
      const index = at % (text.length + 1)
      return text.slice(0, index) + character + text.slice(index)
    })
  fc.assert(
    fc.property(mutated, text => {
      try {
        JSON.parse(text)
      } catch {
        const problem = findJsonProblem(text)
        expect(problem).toBeDefined()
        if (problem !== undefined)
          expect(formatMessage(english, problem)).toMatch(/^it is not valid JSON \(line \d+, column \d+: /)
      }
    }),
    { numRuns: 2_000 },
  )
})
