import { execFile } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { credentialFrom } from '../../support/site-config.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

/** Files that would block forever or fill the memory. */

const specialFileReason = 'it is a pipe or a device, not a file'

const hugeFileReason = 'it has 8,589,934,592 bytes, which is too large for a certificate or key'

const createPipe = async (path: string): Promise<unknown> => promisify(execFile)('mkfifo', [path])
const linkToDevice = (path: string): Promise<void> => symlink('/dev/zero', path)
const createFolder = (path: string): Promise<unknown> => mkdir(path)
const createHugeFile = async (path: string): Promise<void> => {
  await writeFile(path, '')
  await truncate(path, 8 * 1024 ** 3)
}

const pem = 'client.pem'
const pfx = 'client.pfx'

it.skipIf(process.platform === 'win32').each([
  ['a pipe that nobody writes into', pem, createPipe, specialFileReason],
  ['a device without an end', pem, linkToDevice, specialFileReason],
  ['a file of gigabytes', pem, createHugeFile, hugeFileReason],
  ['a folder', pem, createFolder, 'it is a folder'],
  ['a pipe that nobody writes into', pfx, createPipe, specialFileReason],
  ['a device without an end', pfx, linkToDevice, specialFileReason],
  ['a file of gigabytes', pfx, createHugeFile, hugeFileReason],
])('loadCredential rejects %s as %s with the reason', async (_, name, make, reason) => {
  await using folder = await createTemporaryFolder('no-usual-file')
  const path = join(folder.path, name)
  await make(path)
  const source = name === pfx ? ({ kind: 'pfx', file: path } as const) : credentialFrom(folder.path)
  const role = name === pfx ? 'PFX file' : 'client certificate'
  expect(await findingOfRejection(loadCredential(source))).toMatchObject({
    code: 'CREDENTIAL_FILE_UNREADABLE',
    message: `Could not read the ${role} ${path}: ${reason}.`,
  })
})

it.skipIf(process.platform === 'win32')(
  'loadCredential rejects a pipe as the root next to a PFX file',
  async () => {
    await using folder = await createTemporaryFolder('no-usual-file')
    const file = join(folder.path, pfx)
    await writeFile(file, '')
    await createPipe(join(folder.path, 'root.cer'))
    expect(await findingOfRejection(loadCredential({ kind: 'pfx', file }))).toMatchObject({
      code: 'CREDENTIAL_FILE_UNREADABLE',
      message: expect.stringContaining(`root.cer: ${specialFileReason}`),
    })
  },
)
