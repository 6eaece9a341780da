import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKdialogDialog } from '../../../companion/system-dialog/programs/kdialog.ts'
import { createOsascriptDialog } from '../../../companion/system-dialog/programs/osascript.ts'
import { createPowershellDialog } from '../../../companion/system-dialog/programs/powershell.ts'
import { createZenityDialog } from '../../../companion/system-dialog/programs/zenity.ts'
import type { SystemDialog } from '../../../companion/system-dialog/system-dialog.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** How a program answers. */
interface Answers {
  /** Prints this and succeeds, as after a click on the first of two options. */
  first: Answer
  second: Answer
  text: Answer
  cancel: Answer
  broken: Answer
}

interface Answer {
  prints?: string
  complains?: string
  exitCode?: number
}

const programs: Record<string, [create: (program: string) => SystemDialog, Answers]> = {
  zenity: [
    createZenityDialog,
    {
      first: {},
      second: { prints: 'Two', exitCode: 1 },
      text: { prints: 'a text' },
      cancel: { exitCode: 1 },
      broken: { complains: 'cannot open display: :9', exitCode: 1 },
    },
  ],
  kdialog: [
    createKdialogDialog,
    {
      first: { prints: 'one' },
      second: { prints: 'two' },
      text: { prints: 'a text' },
      cancel: { exitCode: 1 },
      broken: { complains: 'could not connect to display', exitCode: 134 },
    },
  ],
  osascript: [
    createOsascriptDialog,
    {
      first: { prints: 'One' },
      second: { prints: 'Two' },
      text: { prints: 'a text' },
      cancel: { complains: '0:9: execution error: User canceled. (-128)', exitCode: 1 },
      broken: { complains: 'No user interaction allowed. (-1713)', exitCode: 1 },
    },
  ],
  PowerShell: [
    createPowershellDialog,
    {
      first: { prints: '=0' },
      second: { prints: '=1' },
      text: { prints: '=a text' },
      cancel: { prints: '-' },
      broken: { complains: 'assembly not found', exitCode: 1 },
    },
  ],
}

const hostile = '<b>&</b> \\n "$(touch x)" \' `id` " & (do shell script "id") _a'
const question = {
  title: 'Title',
  text: hostile,
  options: [
    { id: 'one', label: 'One' },
    { id: 'two', label: 'Two' },
  ],
  cancel: 'Cancel',
} as const
const entry = { title: 'Title', text: hostile, value: hostile, isSecret: false, ok: 'OK', cancel: 'Cancel' }

/** Creates a program that records its arguments and its input, and answers. */
async function createProgram(folder: string, { prints = '', complains = '', exitCode = 0 }: Answer) {
  const program = join(folder, 'program')
  const record = join(folder, 'record')
  const script = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs')
writeFileSync(${JSON.stringify(record)}, JSON.stringify({ args: process.argv.slice(2), input: readFileSync(0, 'utf8') }))
process.stdout.write(${JSON.stringify(prints === '' ? '' : `${prints}\n`)})
process.stderr.write(${JSON.stringify(complains)})
process.exitCode = ${exitCode}
`
  await writeFile(program, script)
  await chmod(program, 0o755)
  const read = async (): Promise<{ args: string[]; input: string }> =>
    JSON.parse(await readFile(record, 'utf8'))
  return { program, read }
}

const { signal } = new AbortController()

describe.each(Object.entries(programs))('%s', (_, [create, answers]) => {
  it.each<[string, keyof Answers, string | undefined]>([
    ['the first option', 'first', 'one'],
    ['the second option', 'second', 'two'],
    ['nothing if the person cancels', 'cancel', undefined],
  ])('returns %s', async (_, answer, expected) => {
    await using folder = await createTemporaryHome()
    const { program } = await createProgram(folder.path, answers[answer])
    expect(await create(program).choose(question, signal)).toBe(expected)
  })

  it('returns typed text and a chosen path, and nothing if the person cancels', async () => {
    await using folder = await createTemporaryHome()
    const { program } = await createProgram(folder.path, answers.text)
    expect(await create(program).askText(entry, signal)).toBe('a text')
    expect(await create(program).askPath({ title: 'T', kind: 'folder' }, signal)).toBe('a text')
    await createProgram(folder.path, answers.cancel)
    expect(await create(program).askText(entry, signal)).toBeUndefined()
    expect(await create(program).askPath({ title: 'T', kind: 'file' }, signal)).toBeUndefined()
  })

  it('rejects if the program cannot show a dialog or is missing', async () => {
    await using folder = await createTemporaryHome()
    const { program } = await createProgram(folder.path, answers.broken)
    await expect(create(program).choose(question, signal)).rejects.toThrow(answers.broken.complains)
    await expect(create(`${program}-missing`).choose(question, signal)).rejects.toThrow('ENOENT')
  })

  it('passes a text as data, never inside a script', async () => {
    await using folder = await createTemporaryHome()
    const { program, read } = await createProgram(folder.path, answers.cancel)
    await create(program).choose(question, signal)
    const before = await read()
    await create(program).choose({ ...question, text: 'harmless' }, signal)
    const after = await read()
    const differing = before.args.filter((arg, index) => arg !== after.args[index])
    // Only one argument, or the JSON on standard input, has the text.
    expect(differing.length + (before.input === after.input ? 0 : 1)).toBe(1)
  })

  it('does not show the typed value of a secret in its arguments', async () => {
    await using folder = await createTemporaryHome()
    const { program, read } = await createProgram(folder.path, answers.text)
    await create(program).askText({ ...entry, isSecret: true, value: '' }, signal)
    expect((await read()).args.join()).not.toContain('a text')
  })
})

it('zenity shows no markup, and its Cancel button has the focus', async () => {
  await using folder = await createTemporaryHome()
  const { program, read } = await createProgram(folder.path, { exitCode: 1 })
  await createZenityDialog(program).choose(question, signal)
  expect((await read()).args).toEqual(
    expect.arrayContaining(['--no-markup', '--default-cancel', `--text=${hostile}`]),
  )
})

it('zenity takes no backslash and no underscore of an entry for its own', async () => {
  await using folder = await createTemporaryHome()
  const { program, read } = await createProgram(folder.path, { exitCode: 1 })
  await createZenityDialog(program).askText({ ...entry, text: 'C:\\new_folder' }, signal)
  expect((await read()).args).toContain('--text=C:\\\\new__folder')
})

it('kdialog escapes markup', async () => {
  await using folder = await createTemporaryHome()
  const { program, read } = await createProgram(folder.path, { exitCode: 1 })
  await createKdialogDialog(program).choose({ ...question, text: '<img src=x>\n&' }, signal)
  expect((await read()).args).toContain('<qt>&lt;img src=x&gt;<br/>&amp;</qt>')
})

it('zenity gets no word that is wider than its window', async () => {
  await using folder = await createTemporaryHome()
  const { program, read } = await createProgram(folder.path, { exitCode: 1 })
  await createZenityDialog(program).choose(
    { ...question, text: `Hub: https://${'a'.repeat(250)}.test` },
    signal,
  )
  const text = (await read()).args.find(arg => arg.startsWith('--text=')) ?? ''
  expect(Math.max(...text.split(/\s/).map(word => word.length))).toBeLessThan(100)
  expect(text.replaceAll('\n', '')).toContain(`${'a'.repeat(250)}.test`)
})
