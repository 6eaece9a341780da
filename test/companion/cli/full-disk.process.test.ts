import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { SiteConfiguration } from '../../../companion/config/schema.ts'
import { readAuditFiles } from '../../support/audit-log.ts'
import { startCompanionWithQlik } from '../../support/companion-harness.ts'
import { companionProgram, runForError } from '../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { canMountDisks, mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

const createSite = (id: string): SiteConfiguration => ({
  id,
  hub: 'https://qlik.acme.com',
  qps: 'qlik.acme.com:4243',
  qrs: 'qlik.acme.com:4242',
  credential: credentialFrom(`/certificates/${'folder/'.repeat(20)}`),
})

/** More than a page, so that a part of the file fits on a disk that is nearly full. */
const sites = Array.from({ length: 20 }, (_, n) => createSite(`site-${n}`))

const addArgs = ['site', 'add', 'acme', '--hub', 'https://qlik.acme.com', '--pem', '/none', '--force']

const disks: [string, (disk: SmallDisk) => Promise<void>, string][] = [
  ['the disk is full', disk => disk.fill(), 'the disk is full'],
  ['a part of the file fits on the disk', disk => disk.fill(1), 'the disk is full'],
  ['the disk is read-only', disk => disk.makeReadOnly(), 'the disk is read-only'],
]

it.skipIf(!canMountDisks).each(disks)(
  'site add and site remove leave the configuration as it was if %s',
  async (_, spoil, reason) => {
    await using disk = await mountSmallDisk()
    await writeConfig(disk.path, ...sites)
    await spoil(disk)
    const file = join(disk.path, 'config.json')
    const before = [await readFile(file, 'utf8'), await readdir(disk.path)]
    for (const args of [addArgs, ['site', 'remove', 'site-0']]) {
      const { code, exitCode, details } = await runForError({ home: disk.path }, ...args)
      expect({ code, exitCode, details }).toEqual({
        code: 'FILE_NOT_WRITTEN',
        exitCode: 3,
        details: { path: file, reason },
      })
      expect([await readFile(file, 'utf8'), await readdir(disk.path)]).toEqual(before)
    }
  },
)

it.skipIf(process.platform !== 'linux')(
  'site add leaves the configuration as it was if a limit of the system ends the file',
  async () => {
    await using home = await createTemporaryHome()
    await writeConfig(home.path, ...sites)
    const file = join(home.path, 'config.json')
    const before = [await readFile(file, 'utf8'), await readdir(home.path)]
    const shell = ['-c', 'ulimit -f 4 && exec "$0" "$@"', process.execPath, companionProgram, ...addArgs]
    const running = promisify(execFile)('bash', shell, { env: { ...process.env, HUBPASS_HOME: home.path } })
    await expect(running).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        `Could not write the file ${file}: your account may not write a file of this size`,
      ),
    })
    expect([await readFile(file, 'utf8'), await readdir(home.path)]).toEqual(before)
  },
)

it.skipIf(!canMountDisks)(
  'install leaves no part of a file and no manifest on a disk that becomes full',
  async () => {
    await using disk = await mountSmallDisk()
    const profile = join(disk.path, 'profile')
    const home = join(disk.path, 'home')
    const { code, exitCode, details } = await runForError({ home }, 'install', '--user-data-dir', profile)
    expect([code, exitCode, details.reason]).toEqual(['FILE_NOT_WRITTEN', 3, 'the disk is full'])
    const entries = await readdir(disk.path, { recursive: true, withFileTypes: true })
    for (const { parentPath, name } of entries.filter(entry => entry.isFile())) {
      const original = join(companionProgram, '..', basename(name))
      const written = await readFile(join(parentPath, name))
      expect(written.equals(await readFile(original)), name).toBe(true)
    }
  },
)

it.skipIf(!canMountDisks)('install says that the disk is read-only', async () => {
  await using disk = await mountSmallDisk()
  await disk.makeReadOnly()
  const home = join(disk.path, 'home')
  const { code, exitCode, details } = await runForError(
    { home },
    ...['install', '--user-data-dir', join(disk.path, 'profile')],
  )
  expect([code, exitCode, details.reason]).toEqual(['FILE_NOT_WRITTEN', 3, 'the disk is read-only'])
  expect(await readdir(disk.path)).toEqual([])
})

it.skipIf(!canMountDisks).each([disks[0], disks[2]] as typeof disks)(
  'login --out ends its session and leaves no file if %s',
  async (_, spoil, reason) => {
    await using harness = await startCompanionWithQlik()
    await using disk = await mountSmallDisk()
    await mkdir(join(disk.path, 'out'))
    await spoil(disk)
    const out = join(disk.path, 'out', 'session.json')
    const args = ['login', 'acme', '--user', 'DOMAIN\\User1', '--out', out]
    const { code, exitCode, details } = await runForError(harness, ...args)
    expect({ code, exitCode, details }).toEqual({
      code: 'FILE_NOT_WRITTEN',
      exitCode: 3,
      details: { path: out, reason },
    })
    expect(await readdir(join(disk.path, 'out'))).toEqual([])
    expect(harness.qlik.sessions).toEqual([])
    expect((await readAuditFiles(harness.home)).map(({ action }) => action)).toContain('session.cleanup')
  },
)

it.skipIf(process.platform !== 'linux')(
  'login --out ends its session if the account may not write a file of its size',
  async () => {
    await using harness = await startCompanionWithQlik()
    const out = join(harness.home, 'session.json')
    const args = ['login', 'acme', '--user', 'DOMAIN\\User1', '--out', out]
    const shell = ['-c', 'ulimit -f 0 && exec "$0" "$@"', process.execPath, companionProgram, ...args]
    const running = promisify(execFile)('bash', shell, {
      env: { ...process.env, HUBPASS_HOME: harness.home },
    })
    await expect(running).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`Could not write the file ${out}: your account may not write`),
    })
    expect(harness.qlik.sessions).toEqual([])
    expect(await readdir(harness.home)).not.toContain('session.json')
  },
)

it.skipIf(!canMountDisks)(
  'login works if the data folder is read-only, and says what it could not write',
  async () => {
    await using harness = await startCompanionWithQlik()
    await using disk = await mountSmallDisk()
    await writeConfig(disk.path, siteConfigFor(harness.qlik))
    await disk.makeReadOnly()
    const shell = [companionProgram, 'login', 'acme', '--user', 'DOMAIN\\User1']
    const env = { ...process.env, HUBPASS_HOME: disk.path }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, shell, { env })
    expect(stdout).toContain('Created a session for DOMAIN\\User1')
    expect(stderr).toContain('could not write to the audit log')
    expect(stderr).toContain('the disk is read-only')
    expect(harness.qlik.sessions).toHaveLength(1)
  },
)
