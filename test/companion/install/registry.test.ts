import { expect, it } from 'vitest'
import { windowsRegistry } from '../../../companion/install/registry/windows-registry.ts'

const regNotStartedMessage = /^Windows did not start reg\.exe \(spawn .*reg\.exe ENOENT\)$/

const key = 'HKCU\\Software\\hubpass.test'

it.skipIf(process.platform === 'win32')(
  'windowsRegistry reports that reg.exe did not start and treats no key as missing',
  async () => {
    const error = {
      code: 'FILE_NOT_WRITTEN',
      finding: { details: { path: key, reason: expect.stringMatching(regNotStartedMessage) } },
    }
    await expect(windowsRegistry.read(key)).rejects.toMatchObject(error)
    await expect(windowsRegistry.write(key, undefined)).rejects.toMatchObject(error)
  },
)
