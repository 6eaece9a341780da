import { expect, it } from 'vitest'
import {
  findPackage,
  formatPackageMarker,
  packageMarkerName,
} from '../../../companion/install/package-marker.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

it.each([
  [formatPackageMarker('msi'), 'msi'],
  ['{"package":"deb","more":1}', 'deb'],
  ['{"package":"rpm"}', undefined],
  ['msi', undefined],
  [undefined, undefined],
])('findPackage reads the marker %j as %s', async (content, expected) => {
  await using system = await createTemporarySystem()
  if (content !== undefined)
    await system.fileSystem.write(`D:\\Downloads\\${packageMarkerName}`, content, 0o644)
  expect(await findPackage(hostEnvironments.win32, system.fileSystem)).toBe(expected)
})
