import { execFile } from 'node:child_process'
import { symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { credentialFrom } from '../../support/site-config.ts'
import { createTemporaryFolder } from '../../support/temporary-folder.ts'

/** Files that would block forever or fill the memory. */

const specialFileReason = 'it is a pipe or a device, not a file'

const createPipe = async (path: string): Promise<unknown> => promisify(execFile)('mkfifo', [path])
const linkToDevice = (path: string): Promise<void> => symlink('/dev/zero', path)
const createHugeFile = async (path: string): Promise<void> => {
  await writeFile(path, '')
  await truncate(path, 8 * 1024 ** 3)
}

it.skipIf(process.platform === 'win32').each([
  ['a pipe that nobody writes into', createPipe, specialFileReason],
  ['a device without an end', linkToDevice, specialFileReason],
  [
    'a file of gigabytes',
    createHugeFile,
    'it has 8,589,934,592 bytes, which is too large for a certificate or key',
  ],
])('loadCredential rejects %s with the reason', async (_, make, reason) => {
  await using folder = await createTemporaryFolder('no-usual-file')
  const path = join(folder.path, 'client.pem')
  await make(path)
  expect(await findingOfRejection(loadCredential(credentialFrom(folder.path)))).toMatchObject({
    code: 'CREDENTIAL_FILE_UNREADABLE',
    message: `Could not read the client certificate ${path}: ${reason}.`,
  })
})
