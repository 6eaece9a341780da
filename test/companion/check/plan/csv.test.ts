import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatUserName } from '#protocol/identity'
import { readPersonas } from '../../../../companion/check/plan/personas.ts'
import { Problems } from '../../../../companion/check/plan/problem.ts'
import { formatProblems } from '../../../support/plan-fixture.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

/** Returns the personas of a file, and the problems that were found. */
async function read(content: string | Buffer, name = 'users.csv') {
  await using folder = await createTemporaryFolder('personas')
  const path = join(folder.path, name)
  await writeFile(path, content)
  return await readPath(path)
}

async function readPath(path: string) {
  const problems = new Problems()
  const personas = []
  const place = { file: 'plan.yaml', line: 5, column: 3 }
  for await (const { user, attributes, place: at } of readPersonas({ path, place }, problems))
    personas.push([formatUserName(user), attributes.map(({ name, value }) => `${name}=${value}`), at.line])
  try {
    problems.throwIfAny('plan.yaml')
    return { personas, problems: [] }
  } catch (error) {
    return { personas, problems: formatProblems(error) }
  }
}

it.each([
  ['commas', 'user,group\nD\\a,HR\nD\\b,\n'],
  ['semicolons', 'user;group\nD\\a;HR\nD\\b;\n'],
  ['a byte order mark', '\ufeffuser,group\nD\\a,HR\nD\\b,\n'],
  ['line breaks of Windows', 'user,group\r\nD\\a,HR\r\nD\\b,\r\n'],
  ['quotation marks', '"user","group"\n"D\\a","HR"\n"D\\b",""'],
  ['a directory and an id', 'userDirectory,userId,group\nD,a,HR\nD,b,\n'],
])('a CSV file with %s is read', async (_, content) => {
  expect(await read(content)).toEqual({
    personas: [
      ['D\\a', ['group=HR'], 2],
      ['D\\b', [], 3],
    ],
    problems: [],
  })
})

it('columns of one name give several values, and empty lines count as lines', async () => {
  const { personas } = await read('user,group,group\n\nD\\a,HR,"Sales, EU"\n')
  expect(personas).toEqual([['D\\a', ['group=HR', 'group=Sales, EU'], 3]])
})

it.each([
  ['too few cells', 'D\\b', /^3:1 The line has 1 cells, the first line has 2/],
  ['a user without a directory', 'bob,x', /^3:1 The user "bob" is not a directory and an id/],
  [
    'a control character',
    'D\\b\u0000,x',
    /^3:1 .*must not contain control characters\. Correct the field User id\.$/,
  ],
  ['a lost character', 'D\\b\ufffd,x', /^3:1 .*U\+FFFD/],
])('a broken line with %s is named, and the others are read', async (_, line, problem) => {
  const { personas, problems } = await read(`user,group\nD\\a,HR\n${line}\nD\\c,HR\n`)
  expect(personas.map(([name]) => name)).toEqual(['D\\a', 'D\\c'])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(problem)
})

it.each([
  ['a quotation mark inside', 'D\\b,x"y'],
  ['text behind a quotation mark', 'D\\b,"x"y'],
])('a broken line with %s is named', async (_, line) => {
  const { problems } = await read(`user,group\nD\\a,HR\n${line}\nD\\c,HR\n`)
  expect(problems).toEqual([expect.stringMatching(/^3:1 .*Write a quotation mark inside a cell twice/)])
})

it('a quotation mark that is not closed is named with the line on which it opens', async () => {
  const { problems } = await read(`user,group\nD\\a,HR\n\nD\\b,"HR\n${'D\\c,HR\n'.repeat(50)}`)
  expect(problems).toEqual([
    '4:1 A quotation mark is not closed. Write a quotation mark inside a cell twice, and put quotation marks around the whole cell.',
  ])
})

it.each([
  ['no column user', 'name,group\nD\\a,HR\n', '1:1 No column has the name user'],
  ['nothing', '', '1:1 The file is empty'],
  [
    'two columns of users',
    'user,group,User\nD\\a,HR,D\\b\n',
    '1:1 The column user is there twice. Remove one',
  ],
  ['two columns of ids', 'userDirectory,userId,userId\nD,a,b\n', '1:1 The column userId is there twice.'],
  ['a column for secrets', 'user,password\nD\\a,x\n', '1:1 The key "password" looks like a secret'],
  ['UTF-16', Buffer.from('\ufeffuser,group\n', 'utf16le'), '5:3 The file'],
])('a file with %s is refused', async (_, content, problem) => {
  expect((await read(content)).problems[0]).toContain(problem)
})

it('a missing file and a folder are named at their place in the plan', async () => {
  await using folder = await createTemporaryFolder('personas')
  await mkdir(join(folder.path, 'folder.csv'))
  for (const name of ['missing.csv', 'folder.csv', 'missing.yaml'])
    expect((await readPath(join(folder.path, name))).problems[0]).toMatch(/^5:3 The file .* cannot be read/)
})

it('a YAML list is read with the place of each user', async () => {
  expect(
    await read("- user: 'D\\a'\n- user: 'D\\b'\n  attributes: { group: [HR, EU] }\n", 'users.yaml'),
  ).toEqual({
    personas: [
      ['D\\a', [], 1],
      ['D\\b', ['group=HR', 'group=EU'], 2],
    ],
    problems: [],
  })
  expect((await read('- usr: x\n', 'users.yaml')).problems).toEqual([
    '1:3 0.user is missing. Add user.',
    '1:3 "usr" is no known key of 0. Did you mean user?',
  ])
})

it('whatever a cell contains, a file that was written as CSV gives the same values', async () => {
  const cell = fc.stringMatching(/^[a-z",; ]{1,12}$/).filter(text => text.trim() === text && text !== '')
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(',', ';'),
      async (cells, separator) => {
        const rows = cells.map(text => `D\\u${separator}"${text.replaceAll('"', '""')}"`)
        const { personas, problems } = await read(`user${separator}group\n${rows.join('\n')}\n`)
        expect(problems).toEqual([])
        expect(personas.map(([, attributes]) => attributes)).toEqual(cells.map(text => [`group=${text}`]))
      },
    ),
    { numRuns: 50 },
  )
})

it.each([
  ['inside a cell', 'D\\a"b,HR', 'A quotation mark is inside a cell that does not begin with one'],
  ['before the end of a cell', '"D\\a"b,HR', 'A cell goes on behind its last quotation mark'],
])('a CSV file with a quotation mark %s names its line in plain words', async (_, line, problem) => {
  expect((await read(`user,group\nD\\x,HR\n${line}\nD\\y,HR\n`)).problems[0]).toBe(
    `3:1 ${problem}. Write a quotation mark inside a cell twice, and put quotation marks around the whole cell.`,
  )
})
