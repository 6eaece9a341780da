import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLauncherScript } from '../../../companion/install/launcher.ts'
import { nodeVariables } from '../../../companion/install/node-variables.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

describe.skipIf(process.platform === 'win32')('createLauncherScript on Unix', () => {
  it('passes arguments on and unsets what changes Node for paths with special characters', async () => {
    await using home = await createTemporaryHome()
    const program = join(home.path, 'it\'s a "pr$ogram" `ü`.mjs')
    writeFileSync(
      program,
      `const left = ${JSON.stringify(nodeVariables)}.filter(name => name in process.env)\n` +
        'console.log(JSON.stringify([process.argv.slice(2), process.env.HUBPASS_HOME, left]))',
    )
    const hubpassHome = '/tmp/o\'h "$HOME"\nmy'
    const script = join(home.path, 'launcher')
    const machine = { ...hostEnvironments.linux, node: process.execPath }
    writeFileSync(script, createLauncherScript({ machine, program, hubpassHome }), { mode: 0o755 })
    const env = { ...process.env, ...Object.fromEntries(nodeVariables.map(name => [name, '/gone'])) }
    const output = execFileSync(script, ['chrome-extension://x/', 'a b', ''], { env, encoding: 'utf8' })
    expect(JSON.parse(output)).toEqual([['chrome-extension://x/', 'a b', ''], hubpassHome, []])
  })

  it('does not set HUBPASS_HOME if it was not set during installation', () => {
    expect(createLauncherScript({ machine: hostEnvironments.darwin, program: '/p' })).not.toContain(
      'HUBPASS_HOME',
    )
  })
})

describe('createLauncherScript on Windows', () => {
  const batchWith = (node: string, hubpassHome?: string) =>
    createLauncherScript({
      machine: { ...hostEnvironments.win32, node },
      program: 'C:\\ü\\hubpass.mjs',
      hubpassHome,
    })

  it('prints nothing, unsets what changes Node and finds the program next to it', () => {
    expect(batchWith('C:\\Program Files\\nodejs\\node.exe').split('\r\n')).toEqual([
      '@echo off',
      'setlocal',
      `for %%v in (${nodeVariables.join(' ')}) do set "%%v="`,
      '"C:\\Program Files\\nodejs\\node.exe" "%~dp0hubpass.mjs" %*',
      '',
    ])
  })

  it('sets HUBPASS_HOME to the folder above it if it was set during installation', () => {
    expect(batchWith('C:\\n.exe', 'C:\\Jürgen')).toContain('\r\nset "HUBPASS_HOME=%~dp0.."\r\n')
  })

  it.each([
    [
      'the user has a name beyond ASCII',
      'c:\\users\\jürgen groß\\AppData\\Local\\fnm\\node.exe',
      '%LOCALAPPDATA%\\fnm\\node.exe',
    ],
    ['a folder has a percent sign', 'C:\\100% node\\node.exe', 'C:\\100%% node\\node.exe'],
  ])('stays ASCII if %s', (_, node, written) => {
    expect(batchWith(node)).toContain(`\r\n"${written}" `)
    expect(batchWith(node)).toMatch(/^[\x20-\x7e\r\n]*$/)
    expect(batchWith(node)).not.toContain('chcp')
  })

  it('switches to UTF-8 for a non-ASCII name that no variable contains', () => {
    expect(batchWith('D:\\Prüfung\\node.exe')).toMatch(
      /\r\nchcp 65001 >nul\r\n(?:.*\r\n)*"D:\\Prüfung\\node\.exe"/,
    )
  })
})
