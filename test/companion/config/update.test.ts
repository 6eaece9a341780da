import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { readConfiguration } from '../../../companion/config/configuration.ts'
import { updateConfiguration } from '../../../companion/config/update.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

afterEach(() => vi.unstubAllEnvs())

async function createHome() {
  const home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
  return home
}

const createSite = (id: string) => ({
  id,
  hub: 'https://qlik.acme.com',
  qps: 'qlik.acme.com:4243',
  qrs: 'qlik.acme.com:4242',
  credential: { kind: 'pem' as const, certificate: '/c', key: '/k', root: '/r' },
})

const addSite = (id: string) =>
  updateConfiguration(({ version, sites }) => ({ version, sites: [...sites, createSite(id)] }))

it('updateConfiguration keeps every change of concurrent calls', async () => {
  await using _home = await createHome()
  const ids = Array.from({ length: 10 }, (_, n) => `site-${n}`)
  await Promise.all(ids.map(addSite))
  const { sites } = await readConfiguration()
  expect(sites.map(({ id }) => id).sort()).toEqual(ids)
})

it('updateConfiguration never shows readers a partial file', async () => {
  await using _home = await createHome()
  await addSite('first')
  const writing = Promise.all(Array.from({ length: 10 }, (_, n) => addSite(`site-${n}`)))
  const reading = Array.from({ length: 50 }, () => readConfiguration())
  for (const { sites } of await Promise.all(reading)) expect(sites[0]?.id).toBe('first')
  await writing
})

it('updateConfiguration takes over the lock of a dead process', async () => {
  await using home = await createHome()
  const lock = join(home.path, 'config.json.lock')
  await mkdir(lock)
  await utimes(lock, new Date(0), new Date(0))
  await addSite('acme')
  expect(await readdir(home.path)).toEqual(['config.json'])
})

it('updateConfiguration reports a lock that never expires and the remedy', async () => {
  await using home = await createHome()
  const file = join(home.path, 'config.json')
  await mkdir(`${file}.lock`)
  const nextYear = new Date(Date.now() + 365 * 24 * 3_600_000)
  await utimes(`${file}.lock`, nextYear, nextYear)
  await expect(addSite('acme')).rejects.toMatchObject({
    finding: {
      code: 'FILE_NOT_WRITTEN',
      details: {
        path: file,
        reason: expect.stringMatching(/^another process .* remove .*config\.json\.lock/),
      },
    },
  })
})

it('updateConfiguration makes a public file private', async () => {
  await using home = await createHome()
  const file = join(home.path, 'config.json')
  await writeFile(file, '{"version":1,"sites":[]}', { mode: 0o644 })
  await addSite('acme')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('updateConfiguration leaves the file unchanged if the change throws', async () => {
  await using home = await createHome()
  await addSite('acme')
  const before = await readFile(join(home.path, 'config.json'), 'utf8')
  const fail = () => {
    throw new Error('no')
  }
  await expect(updateConfiguration(fail)).rejects.toThrow('no')
  expect(await readFile(join(home.path, 'config.json'), 'utf8')).toBe(before)
  expect(await readdir(home.path)).toEqual(['config.json'])
})
