import { expect, it } from 'vitest'
import { windowsRegistry } from '../../../companion/install/registry.ts'

const regNotStartedMessage = /^Windows did not start reg\.exe \(spawn .*reg\.exe ENOENT\)$/

const key = 'HKCU\\Software\\hubpass.test'

it.skipIf(process.platform === 'win32')(
  'says that the registry could not be asked, and calls no key missing',
  async () => {
    const error = {
      code: 'FILE_NOT_WRITTEN',
      finding: { details: { path: key, reason: expect.stringMatching(regNotStartedMessage) } },
    }
    await expect(windowsRegistry.read(key)).rejects.toMatchObject(error)
    await expect(windowsRegistry.write(key, undefined)).rejects.toMatchObject(error)
  },
)
