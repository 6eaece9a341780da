import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { companionProgram } from '../support/run-hubpass.ts'

/** What is loaded at every start is waited for at every start: as native host too, before the first answer. */

/** What a command has touched when it ends: parts of Node, and its standard input. */
async function filesReadBy(...args: string[]): Promise<string[]> {
  const hook = `data:text/javascript,${encodeURIComponent(watch)}`
  const { stderr } = await promisify(execFile)(process.execPath, [
    '--import',
    hook,
    companionProgram,
    ...args,
  ])
  return stderr.split('\n')
}

const watch = `
  const touched = []
  Object.defineProperty(process, 'stdin', { enumerable: true, get: () => touched.push('standard input') })
  process.on('exit', () => process.stderr.write([...touched, ...process.moduleLoadList].join('\\n')))
`

it('opens no stream that nobody uses, and loads nothing to start programs with', async () => {
  const touched = await filesReadBy('version')
  expect(touched).toContain('NativeModule fs')
  expect(touched).not.toContain('standard input')
  expect(touched).not.toContain('NativeModule child_process')
  expect(touched).not.toContain('NativeModule internal/util/parse_args/parse_args')
})

it('leaves what reads PFX files, and the ciphers of Node with it, until there is one', async () => {
  expect(await filesReadBy('version')).not.toContain('NativeModule crypto')
})

it('is a text of one byte for each character, of which Node makes a string in half the time', async () => {
  expect((await readFile(companionProgram)).filter(byte => byte > 0x7f)).toHaveLength(0)
})
