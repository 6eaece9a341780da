import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { commands } from '#protocol/commands'
import { protocolVersions } from '#protocol/versions'
import { extensionOrigin, startNativeHost } from '../../support/native-host.ts'
import { companionProgram, runForResult } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** Returns how the companion behind `program` says that a terminal starts it. */
async function askInvocation(home: string, program: string): Promise<unknown> {
  await using host = startNativeHost({ home, args: [program, extensionOrigin] })
  const response = await host.sendCommand('hello', { protocol: protocolVersions, extension: '1.0.0' })
  return v.parse(AnswerSchema, response).result.invocation
}

const AnswerSchema = v.object({ result: commands.hello.result })

/** Installs with these variables and asks the installed copy. */
async function installAndAsk(folder: string, env: Record<string, string>): Promise<unknown> {
  const home = join(folder, 'home')
  const machine = { home, env: { HOME: folder, XDG_CONFIG_HOME: folder, PATH: folder, ...env } }
  await runForResult(machine, 'install', '--browser', 'chromium')
  return askInvocation(home, join(home, 'companion', 'hubpass.mjs'))
}

it('an installed companion names the program that installed it', async () => {
  await using folder = await createTemporaryHome()
  expect(await installAndAsk(folder.path, {})).toEqual([process.execPath, companionProgram])
})

it('an installed companion names the launcher of a package with its own Node', async () => {
  await using folder = await createTemporaryHome()
  const launcher = join(folder.path, "Anna's hubpass", 'hubpass')
  expect(await installAndAsk(folder.path, { HUBPASS_LAUNCHER: launcher })).toEqual([launcher])
})

it.skipIf(process.platform === 'win32')('an installed companion names npx, and the latest way', async () => {
  await using folder = await createTemporaryHome()
  const bin = join(folder.path, '_npx', 'ab12', '.bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'hubpass'), '', { mode: 0o755 })
  expect(await installAndAsk(folder.path, { PATH: bin })).toEqual(['npx', 'hubpass'])
  await writeFile(join(folder.path, 'hubpass'), '', { mode: 0o755 })
  expect(await installAndAsk(folder.path, {})).toEqual(['hubpass'])
})

it.each(['msi', 'deb'])('a companion that %s has installed is on the PATH', async kind => {
  await using folder = await createTemporaryHome()
  const programs = join(folder.path, 'programs')
  await cp(dirname(companionProgram), programs, { recursive: true })
  await writeFile(join(programs, 'installed-by.json'), JSON.stringify({ package: kind }))
  expect(await askInvocation(join(folder.path, 'home'), join(programs, 'hubpass.mjs'))).toEqual(['hubpass'])
})

it('a companion that nobody installed names nothing, and a damaged record does not stop it', async () => {
  await using folder = await createTemporaryHome()
  const home = join(folder.path, 'home')
  expect(await askInvocation(home, companionProgram)).toBeUndefined()
  await mkdir(join(home, 'companion'), { recursive: true })
  await writeFile(join(home, 'companion', 'installed.json'), JSON.stringify({ invocation: 'rm -rf' }))
  expect(await askInvocation(home, companionProgram)).toBeUndefined()
})
