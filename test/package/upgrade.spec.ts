import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { protocolVersions } from '#protocol/versions'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { hubHost } from '../support/e2e-harness.ts'
import { extensionOrigin, startNativeHost } from '../support/native-host.ts'
import { addSite, type InstalledPackage, packages, runCommand } from './support/installed-package.ts'
import { version } from './support/release.ts'

/** Stands for a former version, since the layout of packages has not changed. */
function makeOlder({ packageFolder, isRegistered = false }: InstalledPackage): void {
  const file = join(packageFolder, 'extension', 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...manifest, version: '0.0.1' }))
  // dpkg removes only files that it has installed.
  if (!isRegistered) writeFileSync(join(packageFolder, 'extension', 'former.js'), '')
}

/** Returns what an upgrade keeps: sites, audit log and, where `hubpass install` made it, the registration. */
function readKeptFiles({ env, folder, isRegistered = false }: InstalledPackage): Record<string, string> {
  const home = join(env.HOME ?? '', '.config', 'hubpass')
  const audit = readdirSync(join(home, 'audit')).filter(name => name.endsWith('.jsonl'))
  const files = [
    join(home, 'config.json'),
    ...audit.map(name => join(home, 'audit', name)),
    ...(isRegistered ? [] : [join(folder, 'profile', 'NativeMessagingHosts', 'hubpass.companion.json')]),
  ]
  return Object.fromEntries(files.map(file => [file, readFileSync(file, 'utf8')]))
}

/** Registers the companion, unless the package did. Browsers then start `command`, and load `folder`. */
async function register(installed: InstalledPackage): Promise<{ command: string; folder: string }> {
  const { env, folder, packageFolder, isRegistered = false } = installed
  if (isRegistered)
    return { command: join(packageFolder, 'hubpass'), folder: join(packageFolder, 'extension') }
  await runCommand(installed, 'install', '--user-data-dir', join(folder, 'profile'))
  const companion = join(env.HOME ?? '', '.config', 'hubpass', 'companion')
  return { command: join(companion, 'hubpass-host'), folder: join(companion, 'extension') }
}

it.each(Object.entries(packages))(
  'an upgrade of %s keeps sites, audit log and registration',
  async (_, install) => {
    await using installed = await install()
    await using qlik = await QlikSenseDouble.start({ host: hubHost })
    makeOlder(installed)
    await register(installed)
    await addSite(installed, qlik)
    await runCommand(installed, 'login', 'demo', '--user', 'DOMAIN\\User1')
    const before = readKeptFiles(installed)

    installed.install()
    const { command, folder } = await register(installed)
    expect(readKeptFiles(installed)).toEqual(before)

    expect(readdirSync(folder)).not.toContain('former.js')
    await using host = startNativeHost({
      ...{ home: join(installed.env.HOME ?? '', '.config', 'hubpass'), command, args: [extensionOrigin] },
      env: { PATH: installed.env.PATH },
    })
    const hello = await host.sendCommand('hello', { protocol: protocolVersions, extension: '0.0.1' })
    expect(hello).toMatchObject({
      result: { companion: version, extensionFolder: { path: folder, version } },
    })
    expect(await runCommand(installed, 'doctor')).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({
          id: 'extension',
          finding: expect.objectContaining({ code: 'EXTENSION_OUTDATED' }),
        }),
      ]),
    })
  },
)
