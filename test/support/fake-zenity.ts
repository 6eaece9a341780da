import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** What the person does with the next dialog; a dialog without an answer stays open. */
export type ZenityAnswer = { press: string; afterRemoving?: string } | { type: string } | 'close'

/** A program that answers in the place of zenity. The contract suite compares it with the real one. */
export interface FakeZenity {
  program: string
  /** The variables with which the companion finds it, and nothing else that shows dialogs. */
  env: NodeJS.ProcessEnv
  answer(...answers: ZenityAnswer[]): Promise<void>
  /** Returns the arguments of each dialog so far. */
  readDialogs(): Promise<string[][]>
}

/** Creates the program in a folder. */
export async function createFakeZenity(folder: string): Promise<FakeZenity> {
  const place = join(folder, 'zenity-bin')
  await mkdir(place, { recursive: true })
  const program = join(place, 'zenity')
  const [answersFile, dialogsFile] = [join(place, 'answers'), join(place, 'dialogs')]
  await Promise.all([writeFile(answersFile, ''), writeFile(dialogsFile, '')])
  await writeFile(program, `#!${process.execPath}\n(${runFakeZenity})(${JSON.stringify(place)})\n`)
  await chmod(program, 0o755)
  return {
    program,
    env: { PATH: [place, '/usr/bin', '/bin'].join(delimiter), DISPLAY: ':fake', XDG_CURRENT_DESKTOP: '' },
    answer: async (...answers) => {
      const lines = answers.map(answer => `${JSON.stringify(answer)}\n`)
      await writeFile(answersFile, lines.join(''))
    },
    readDialogs: async () =>
      (await readFile(dialogsFile, 'utf8'))
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line)),
  }
}

/** Runs inside the program, so it uses nothing from this file. */
const runFakeZenity = `function (place) {
  const { appendFileSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
  const args = process.argv.slice(2)
  const [line = '', ...later] = readFileSync(place + '/answers', 'utf8').split('\\n')
  appendFileSync(place + '/dialogs', JSON.stringify(args) + '\\n')
  if (line === '') return void setInterval(() => {}, 60000)
  writeFileSync(place + '/answers', later.join('\\n'))
  const answer = JSON.parse(line)
  const end = (code, text) => {
    if (text !== undefined) process.stdout.write(text + '\\n')
    process.exitCode = code
  }
  if (answer === 'close') return end(1)
  if (answer.type !== undefined) return end(0, answer.type)
  if (answer.afterRemoving !== undefined) rmSync(answer.afterRemoving, { recursive: true })
  if (args.includes('--ok-label=' + answer.press)) return end(0)
  if (args.includes('--extra-button=' + answer.press)) return end(1, answer.press)
  process.stderr.write('no such button: ' + answer.press)
  end(255)
}`
