import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hubpass, hubpassJson, program } from './fixtures/hubpass.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'

/** How the fixture starts it: with the Node that runs the test, by its whole path. */
const started = `${process.execPath} ${program}`

/** A home, and a PATH on which there is nothing. */
async function bareMachine() {
  const home = await temporaryHome()
  return {
    home: home.path,
    env: { HOME: home.path, XDG_CONFIG_HOME: home.path, PATH: home.path },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

it.each([
  ['doctor', `Do: Add one with "${started} site add <id> --hub <url>".`],
  ['site list', `No sites yet. Add one with "${started} site add".`],
  ['site show acme', `Add it with "${started} site add <id> --hub <url> --pem <folder>".`],
  ['login', `Give what "${started} login --help" shows.`],
  ['help site add', `  $ ${started} site add acme --hub https://qlik.acme.com\n`],
])('writes commands so that they can be pasted where there is no "hubpass": %s', async (line, words) => {
  await using machine = await bareMachine()
  const { stdout, stderr } = await hubpass(machine, ...line.split(' '))
  expect(stdout + stderr).toContain(words)
})

it('quotes what a shell would take apart', async () => {
  await using machine = await bareMachine()
  const folder = join(machine.home, "Anna's tools")
  const elsewhere = join(folder, 'hubpass.mjs')
  await mkdir(folder)
  await copyFile(program, elsewhere)
  const { stdout } = await hubpass({ ...machine, program: elsewhere }, 'site', 'list')
  expect(stdout).toContain(`Anna'\\''s tools/hubpass.mjs' site add"`)
})

it.skipIf(process.platform === 'win32')('leaves them as they are where there is one', async () => {
  await using machine = await bareMachine()
  await writeFile(join(machine.home, 'hubpass'), '#!/bin/sh\n', { mode: 0o755 })
  expect((await hubpass(machine, 'site', 'list')).stdout).toContain('"hubpass site add"')
  expect((await hubpass(machine, 'help')).stdout).toContain('$ hubpass doctor acme')
})

it('tells scripts the same on every machine', async () => {
  await using machine = await bareMachine()
  const { document } = await hubpassJson(machine, 'site', 'show', 'acme')
  expect(document).toMatchObject({ error: { remedy: expect.stringContaining('"hubpass site add') } })
})
