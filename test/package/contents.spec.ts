import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { findArtifact, run, version } from './support/release.ts'
import { findUnusedFiles } from './support/unused-files.ts'

const readZip = (name: string) =>
  Object.entries(unzipSync(readFileSync(findArtifact(name)))).map(([path, content]) => ({ path, content }))

const readManifest = (entries: ReturnType<typeof readZip>) =>
  JSON.parse(
    Buffer.from(entries.find(({ path }) => path.endsWith('manifest.json'))?.content ?? []).toString(),
  )

const zips = [`hubpass-chrome-${version}.zip`, `hubpass-firefox-${version}.xpi`]

describe.each(zips)('%s', name => {
  it('has no source map and no unused file', () => {
    const entries = readZip(name)
    expect(entries.filter(({ path }) => path.endsWith('.map'))).toEqual([])
    expect(findUnusedFiles(entries)).toEqual([])
  })

  it('has the manifest at its top, with this version and without a key', () => {
    const entries = readZip(name)
    expect(entries.map(({ path }) => path)).toContain('manifest.json')
    expect(readManifest(entries)).toMatchObject({ name: 'Hubpass', version })
    expect(readManifest(entries)).not.toHaveProperty('key')
  })
})

it('the unpacked extension has the same files in one folder, and a key', () => {
  const unpacked = readZip(`hubpass-chrome-unpacked-${version}.zip`)
  const forStores = readZip(`hubpass-chrome-${version}.zip`)
  expect(unpacked.map(({ path }) => path)).toEqual(forStores.map(({ path }) => `hubpass-chrome/${path}`))
  expect(readManifest(unpacked).key).toMatch(/^MII/)
})

it('the checksums are those of the files', () => {
  expect(
    run('sh', '-c', `cd "$(dirname "${findArtifact('SHA256SUMS')}")" && sha256sum --check SHA256SUMS`),
  ).not.toContain('FAILED')
})
