import { execFileSync } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { nativeHostName } from '#protocol/constants'
import { protocolVersions } from '#protocol/versions'
import { extensionOrigin, startNativeHost } from '../../support/native-host.ts'
import { companionProgram, runForResult } from '../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const notText = Buffer.from([0xc3, 0x28, 0xff])

it('a companion whose extension has a damaged manifest answers, without the folder', async () => {
  await using folder = await createTemporaryHome()
  const programs = join(folder.path, 'programs')
  await cp(dirname(companionProgram), programs, { recursive: true })
  await mkdir(join(programs, 'extension'))
  await writeFile(join(programs, 'extension', 'manifest.json'), notText)
  const args = [join(programs, 'hubpass.mjs'), extensionOrigin]
  await using host = startNativeHost({ home: join(folder.path, 'home'), args })
  const answer = await host.sendCommand('hello', { protocol: protocolVersions, extension: '1.0.0' })
  expect(answer).toMatchObject({ ok: true, result: { companion: expect.any(String) } })
  expect(answer).not.toHaveProperty('result.extensionFolder')
})

it.skipIf(process.platform === 'win32').each([
  ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
  ['a link to a device', (path: string) => symlink('/dev/zero', path)],
  ['a folder', (path: string) => mkdir(path)],
])('a companion answers if %s is in the place of each file that it only notes', async (_, make) => {
  await using folder = await createTemporaryHome()
  const home = join(folder.path, 'home')
  await mkdir(join(home, 'companion'), { recursive: true })
  for (const name of ['loaded-extension.txt', 'installed.json']) await make(join(home, 'companion', name))
  await using host = startNativeHost({ home })
  expect(await host.sendCommand('hello', { protocol: protocolVersions, extension: '1.0.0' })).toMatchObject({
    ok: true,
  })
})

it.skipIf(process.platform !== 'linux')(
  'doctor examines the rest if the manifest of a browser is not text',
  async () => {
    await using folder = await createTemporaryHome()
    const hosts = join(folder.path, 'chromium', 'NativeMessagingHosts')
    await mkdir(hosts, { recursive: true })
    await writeFile(join(hosts, `${nativeHostName}.json`), notText)
    const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path }
    const report = await runForResult({ home: join(folder.path, 'home'), env }, 'doctor')
    expect(JSON.stringify(report)).not.toContain('INTERNAL')
  },
)
