import { execFile } from 'node:child_process'
import { copyFile, readdir, readFile, rm } from 'node:fs/promises'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { programFiles } from '../../companion/program-files.ts'
import { companionProgram } from '../support/run-hubpass.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

const run = promisify(execFile)

/** What is loaded at every start is waited for at every start: as native host too, before the first answer. */

/** What a command has touched when it ends: parts of Node, and its standard input. */
async function filesReadBy(...args: string[]): Promise<string[]> {
  const hook = `data:text/javascript,${encodeURIComponent(watch)}`
  const { stderr } = await run(process.execPath, ['--import', hook, companionProgram, ...args])
  return stderr.split('\n')
}

const watch = `
  const touched = []
  Object.defineProperty(process, 'stdin', { enumerable: true, get: () => touched.push('standard input') })
  const describe = Object.getOwnPropertyDescriptor
  Object.getOwnPropertyDescriptor = (object, name) => {
    if (object === process) touched.push('property ' + name)
    return describe(object, name)
  }
  process.on('exit', () => process.stderr.write([...touched, ...process.moduleLoadList].join('\\n')))
`

it('opens no stream that nobody uses, and loads nothing to start programs with', async () => {
  const touched = await filesReadBy('version')
  expect(touched).toContain('NativeModule fs')
  expect(touched).not.toContain('standard input')
  expect(touched).not.toContain('NativeModule child_process')
  expect(touched).not.toContain('NativeModule internal/util/parse_args/parse_args')
})

it('reads no title of a console, at which Node for Windows can end when there is none', async () => {
  const touched = await filesReadBy('site', 'list')
  expect(touched).toContain('NativeModule fs')
  expect(touched).not.toContain('property title')
})

it('leaves what reads PFX files, and the ciphers of Node with it, until there is one', async () => {
  expect(await filesReadBy('version')).not.toContain('NativeModule crypto')
  await using copy = await copyProgram()
  await rm(join(copy.path, 'forge.mjs'))
  await expect(run(process.execPath, [join(copy.path, 'hubpass.mjs'), 'version'])).resolves.toBeDefined()
})

it('keeps the compile cache of Node in its own folder, if this Node has one', async () => {
  await using copy = await copyProgram()
  await run(process.execPath, [join(copy.path, 'hubpass.mjs'), 'version'])
  const hasCache = (await readdir(copy.path)).includes('cache')
  expect(hasCache).toBe('enableCompileCache' in module)
})

it.each(Object.values(programFiles))(
  'is a text of one byte for each character, of which Node makes a string in half the time: %s',
  async name => {
    const content = await readFile(join(dirname(companionProgram), name))
    expect(content.filter(byte => byte > 0x7f)).toHaveLength(0)
  },
)

/** Copies the program, without what Node cached. */
async function copyProgram() {
  const folder = await createTemporaryHome()
  for (const name of Object.values(programFiles))
    await copyFile(join(dirname(companionProgram), name), join(folder.path, name))
  return folder
}
