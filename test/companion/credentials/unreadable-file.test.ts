import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { credentialFrom } from '../../support/site-config.ts'

// Removes the umask of this machine, so that only the permission under test is missing.
beforeAll(() => {
  process.umask(0o022)
})

it.skipIf(process.platform === 'win32').each(['client.pem', 'client_key.pem', 'root.pem'])(
  'loadCredential reports that the account may not read %s',
  async file => {
    await using qlik = await QlikSenseDouble.start()
    const { folder } = qlik.certificates
    await chmod(join(folder, '..'), 0o755)
    await chmod(join(folder, file), 0o000)
    const loading = runAsUnprivilegedUser(() => loadCredential(credentialFrom(folder)))
    expect(await findingOfRejection(loading)).toMatchObject({
      code: 'CREDENTIAL_FILE_UNREADABLE',
      message: expect.stringContaining(`${join(folder, file)}: your account has no permission`),
    })
  },
)

/** Runs as another user if this is root, who may read every file. */
async function runAsUnprivilegedUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}
