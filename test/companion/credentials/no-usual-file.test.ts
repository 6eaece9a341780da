import { execFile } from 'node:child_process'
import { symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { temporaryFolder } from '../../e2e/fixtures/temporary-folder.ts'
import { credentialIn } from '../fixtures/site.ts'

/** What would be waited for without end, or would fill the memory. */

const neitherPipeNorDevice = 'it is a pipe or a device, not a file'

const aPipe = async (path: string): Promise<unknown> => promisify(execFile)('mkfifo', [path])
const aDevice = (path: string): Promise<void> => symlink('/dev/zero', path)
const aHugeFile = async (path: string): Promise<void> => {
  await writeFile(path, '')
  await truncate(path, 8 * 1024 ** 3)
}

it.skipIf(process.platform === 'win32').each([
  ['a pipe that nobody writes into', aPipe, neitherPipeNorDevice],
  ['a device without an end', aDevice, neitherPipeNorDevice],
  ['a file of gigabytes', aHugeFile, 'it has 8589934592 bytes, far more than a certificate or key'],
])('says of %s why it is not read', async (_, make, reason) => {
  await using folder = await temporaryFolder('no-usual-file')
  const path = join(folder.path, 'client.pem')
  await make(path)
  await expect(loadCredential(credentialIn(folder.path))).rejects.toMatchObject({
    code: 'CREDENTIAL_FILE_UNREADABLE',
    message: `The client certificate ${path} cannot be read: ${reason}.`,
  })
})
