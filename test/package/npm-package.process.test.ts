import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { protocolVersions } from '#protocol/versions'
import { createTarGz } from '../../scripts/package/archives/tar.ts'
import { extensionOrigin, startNativeHost } from '../support/native-host.ts'
import { createBuiltPackage } from '../support/packed-project.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

const entries = createBuiltPackage()

const readManifest = () =>
  JSON.parse(
    Buffer.from(entries.find(({ path }) => path === 'package/package.json')?.content ?? []).toString(),
  )

it('each export of the npm package has a file with code and one with types', () => {
  const { exports, peerDependenciesMeta } = readManifest()
  const files = Object.values<object>(exports).flatMap(entry => Object.values(entry))
  const paths = entries.map(({ path }) => path.replace(/^package/, '.'))
  expect([files.length, files.filter(file => !paths.includes(file))]).toEqual([10, []])
  expect(peerDependenciesMeta).toEqual({
    '@playwright/test': { optional: true },
    '@qlik/api': { optional: true },
  })
})

it('the npm package runs no script and needs no other package', () => {
  const manifest = readManifest()
  expect(Object.keys(manifest).sort()).toEqual([
    'bin',
    'description',
    'engines',
    'exports',
    'license',
    'name',
    'peerDependencies',
    'peerDependenciesMeta',
    'type',
    'version',
  ])
})

it.skipIf(process.platform === 'win32')(
  'the npm package stays registered after its folder is gone, as npx does it',
  async () => {
    await using folder = await createTemporaryHome()
    const archive = join(folder.path, 'hubpass.tgz')
    writeFileSync(archive, createTarGz(entries, new Date()))
    const cache = join(folder.path, '_npx')
    execFileSync('mkdir', [cache])
    execFileSync('tar', ['xzf', archive, '-C', cache])
    const env = { HOME: folder.path, PATH: process.env.PATH }
    const program = join(cache, 'package', 'companion', 'hubpass.mjs')
    const output = execFileSync(program, ['install', '--browser', 'chromium', '--json'], {
      env,
      encoding: 'utf8',
    })
    execFileSync('rm', ['-r', cache])

    const { result } = JSON.parse(output)
    const file = join(folder.path, '.config', 'chromium', 'NativeMessagingHosts', 'hubpass.companion.json')
    const { path: command } = JSON.parse(readFileSync(file, 'utf8'))
    const home = join(folder.path, '.config', 'hubpass')
    await using host = startNativeHost({ home, command, args: [extensionOrigin] })
    expect(await host.sendCommand('hello', { protocol: protocolVersions, extension: '9.8.6' })).toMatchObject(
      {
        ok: true,
        result: { extensionFolder: { path: result.extensionFolder, version: '9.8.7' } },
      },
    )
    const installed = join(home, 'companion', 'hubpass.mjs')
    const doctor = execFileSync(process.execPath, [installed, 'doctor', '--json'], { env, encoding: 'utf8' })
    const { checks } = JSON.parse(doctor).result
    expect(checks.find(({ id }: { id: string }) => id === 'extension')).toMatchObject({
      state: 'warned',
      finding: { code: 'EXTENSION_OUTDATED', details: { loaded: '9.8.6', current: '9.8.7' } },
    })
  },
)
