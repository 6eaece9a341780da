import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findExposedKey } from '../../../../companion/doctor/site/key-rights.ts'
import { createTemporaryFolder } from '../../../support/temporary-folder.ts'

const rights: [string, boolean, { above: number; folder: number; file: number }][] = [
  ['everyone can read it', true, { above: 0o711, folder: 0o755, file: 0o644 }],
  ['only its group can read it', false, { above: 0o755, folder: 0o755, file: 0o640 }],
  ['only its owner can enter its folder', false, { above: 0o755, folder: 0o700, file: 0o644 }],
  ['only its owner can enter a folder above', false, { above: 0o700, folder: 0o755, file: 0o644 }],
]

it.skipIf(process.platform === 'win32').each(rights)(
  'a key is exposed if everyone can reach and read it: %s, %s',
  async (_, isExposed, { above, folder, file }) => {
    await using base = await createTemporaryFolder('rights')
    const path = join(base.path, 'certificates', 'client_key.pem')
    await mkdir(join(base.path, 'certificates'))
    await writeFile(path, '')
    await chmod(path, file)
    await chmod(join(base.path, 'certificates'), folder)
    await chmod(base.path, above)
    const expected = { code: 'FILE_EXPOSED', details: { path, rights: file.toString(8) } }
    const pem = { kind: 'pem', certificate: '', root: '', key: path } as const
    expect(await findExposedKey(pem)).toMatchObject(isExposed ? [expected] : [])
    expect(await findExposedKey({ kind: 'pfx', file: path })).toMatchObject(isExposed ? [expected] : [])
  },
)

it('a key that is missing, or in the store of Windows, is not exposed', async () => {
  expect(await findExposedKey({ kind: 'pfx', file: '/none/client.pfx' })).toEqual([])
  const thumbprint = 'A'.repeat(40)
  expect(await findExposedKey({ kind: 'windows-store', store: 'CurrentUser', thumbprint })).toEqual([])
})
