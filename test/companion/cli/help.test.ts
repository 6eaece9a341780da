import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { addCommands } from '../../../companion/cli/commands/index.ts'
import { runProgram } from '../../../companion/cli/program.ts'
import { readRepositoryFile } from '../../support/repository.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** Each help text that docs/cli.md quotes, with the arguments that print it. */
const quotedHelps = [
  ...readRepositoryFile('docs/cli.md').matchAll(/```text\n\$ hubpass (.*)\n([\s\S]*?)```/g),
].map(([, line = '', text = '']) => [line, text] as const)

describe.skipIf(process.platform === 'win32')('docs/cli.md', () => {
  it('quotes the help of the main commands', () => {
    const lines = quotedHelps.map(([line]) => line)
    expect(lines).toEqual(expect.arrayContaining(['--help', 'site add --help', 'login --help']))
  })

  it.each(quotedHelps)('quotes what "hubpass %s" prints', async (line, text) => {
    await using home = await createTemporaryHome()
    await mkdir(join(home.path, 'bin'))
    await writeFile(join(home.path, 'bin', 'hubpass'), '#!/bin/sh\n', { mode: 0o755 })
    vi.stubEnv('PATH', join(home.path, 'bin'))
    const output = await runProgram(line.split(' '), addCommands).finally(() => vi.unstubAllEnvs())
    expect(output.text.trim()).toBe(text.trim())
  })
})
