import { execFile } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { quoteCommandLine } from '../../../companion/cli/rewrite-commands.ts'
import { companionProgram, runHubpass, runHubpassJson } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** How the fixture starts the program: by the full path of the Node that runs the test. */
const invocation = quoteCommandLine([process.execPath, companionProgram], process.platform)

const quoteCommand = (command: string) => (command.includes('"') ? `'${command}'` : `"${command}"`)

/** Creates a data folder and an empty PATH. */
async function createEmptyMachine() {
  const home = await createTemporaryHome()
  return {
    home: home.path,
    env: { HOME: home.path, XDG_CONFIG_HOME: home.path, PATH: home.path },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

it.each([
  ['doctor', `Remedy: Add a site with ${quoteCommand(`${invocation} site add <id> --hub <url>`)}.`],
  ['site list', `No sites yet. Add one with ${quoteCommand(`${invocation} site add`)}.`],
  [
    'site show acme',
    `Add the site with ${quoteCommand(`${invocation} site add <id> --hub <url> --pem <folder>`)}.`,
  ],
  ['login', `arguments as shown by ${quoteCommand(`${invocation} login --help`)}.`],
  ['help site add', `  $ ${invocation} site add acme --hub https://qlik.acme.com\n`],
])('prints commands that can be pasted if "hubpass" is not on the PATH: %s', async (line, words) => {
  await using machine = await createEmptyMachine()
  const { stdout, stderr } = await runHubpass(machine, ...line.split(' '))
  expect(stdout + stderr).toContain(words)
})

it.skipIf(process.platform === 'win32')('quotes a path that a shell would split', async () => {
  await using machine = await createEmptyMachine()
  const folder = join(machine.home, "Anna's tools")
  const elsewhere = join(folder, 'hubpass.mjs')
  await cp(dirname(companionProgram), folder, { recursive: true })
  const { stdout } = await runHubpass({ ...machine, program: elsewhere }, 'site', 'list')
  expect(stdout).toContain(`Anna'\\''s tools/hubpass.mjs' site add"`)
})

it.skipIf(process.platform === 'win32')(
  'prints "npx" if the "hubpass" on the PATH is one of npx',
  async () => {
    await using machine = await createEmptyMachine()
    const bin = join(machine.home, '_npx', 'ab12', 'node_modules', '.bin')
    await mkdir(bin, { recursive: true })
    await writeFile(join(bin, 'hubpass'), '', { mode: 0o755 })
    const env = { ...machine.env, PATH: bin }
    expect((await runHubpass({ ...machine, env }, 'site', 'list')).stdout).toContain('"npx hubpass site add"')
  },
)

it.skipIf(process.platform === 'win32')('prints the launcher of a package with its own Node', async () => {
  await using machine = await createEmptyMachine()
  const env = { ...machine.env, HUBPASS_LAUNCHER: "/opt/Anna's hubpass/hubpass" }
  const { stdout } = await runHubpass({ ...machine, env }, 'site', 'list')
  expect(stdout).toContain(`'/opt/Anna'\\''s hubpass/hubpass' site add"`)
})

it.skipIf(process.platform === 'win32')('prints "node" if the PATH leads to the running Node', async () => {
  await using machine = await createEmptyMachine()
  await symlink(process.execPath, join(machine.home, 'node'))
  const usual = quoteCommandLine(['node', companionProgram], process.platform)
  expect((await runHubpass(machine, 'site', 'list')).stdout).toContain(`"${usual} site add"`)
  expect((await runHubpass(machine, 'help')).stdout).toContain(`$ ${usual} doctor acme`)
})

it.skipIf(process.platform === 'win32')(
  'does not print "node" if the PATH leads to another Node',
  async () => {
    await using machine = await createEmptyMachine()
    await writeFile(join(machine.home, 'node'), '#!/bin/sh\n', { mode: 0o755 })
    expect((await runHubpass(machine, 'site', 'list')).stdout).toContain(
      quoteCommand(`${invocation} site add`),
    )
  },
)

it('prints the full path of a Node that was started by a relative path', async () => {
  await using machine = await createEmptyMachine()
  const { home, env } = machine
  const options = {
    cwd: dirname(dirname(process.execPath)),
    env: { ...process.env, ...env, HUBPASS_HOME: home },
  }
  const node = relative(options.cwd, process.execPath)
  const { stdout } = await promisify(execFile)(node, [companionProgram, 'site', 'list'], options)
  expect(stdout).toContain(quoteCommand(`${invocation} site add`))
})

it('ignores a folder named hubpass and a program in the current folder', async () => {
  await using machine = await createEmptyMachine()
  const here = join(machine.home, 'here')
  const file = process.platform === 'win32' ? 'hubpass.cmd' : 'hubpass'
  await mkdir(join(machine.home, file))
  await mkdir(here)
  await writeFile(join(here, file), '', { mode: 0o755 })
  const env = { ...machine.env, PATH: ['', machine.home, '.'].join(delimiter) }
  const { stdout } = await runHubpass({ ...machine, env, cwd: here }, 'site', 'list')
  expect(stdout).toContain(quoteCommand(`${invocation} site add`))
})

it.skipIf(process.platform === 'win32')('keeps commands unchanged if "hubpass" is on the PATH', async () => {
  await using machine = await createEmptyMachine()
  await writeFile(join(machine.home, 'hubpass'), '#!/bin/sh\n', { mode: 0o755 })
  expect((await runHubpass(machine, 'site', 'list')).stdout).toContain('"hubpass site add"')
  expect((await runHubpass(machine, 'help')).stdout).toContain('$ hubpass doctor acme')
})

it('keeps commands unchanged with --json', async () => {
  await using machine = await createEmptyMachine()
  const { document } = await runHubpassJson(machine, 'site', 'show', 'acme')
  expect(document).toMatchObject({ error: { remedy: expect.stringContaining('"hubpass site add') } })
})
