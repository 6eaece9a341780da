import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readManifest } from '../../../companion/hand-over/manifest.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

it('the manifest of the most sessions that can be made at once can be read', async () => {
  await using folder = await createTemporaryFolder('material')
  const sessions = Array.from({ length: 99_999 }, (_, index) => ({
    userDirectory: 'TESTING_DIRECTORY',
    userId: `user${Math.floor(index / 5)}`,
    sessionHash: index.toString(16).padStart(16, '0'),
  }))
  const manifest = {
    ...{ version: 1, site: 'acme', prefix: '', hub: 'https://qlik.example.com', format: 'json' },
    ...{ createdAt: '2026-11-29T01:00:00.000Z', validUntil: '2026-11-29T01:30:00.000Z' },
    files: [{ name: 'sessions.1.json', sessions }],
  }
  await writeFile(join(folder.path, 'manifest.json'), JSON.stringify(manifest, null, 2))
  expect((await readManifest(folder.path)).files[0]?.sessions).toHaveLength(99_999)
})
