import { expect, it } from 'vitest'
import { findPackage, packagedHost } from '../../../companion/install/packaged-host.ts'
import { nativeHostName } from '../../../src/protocol/constants.ts'
import { hostEnvironments } from '../../support/host-environments.ts'
import { createTemporarySystem } from '../../support/temporary-system.ts'

it.each([
  ['{"package":"msi"}\n', 'msi'],
  ['{"package":"deb","more":1}', 'deb'],
  ['{"package":"rpm"}', undefined],
  ['msi', undefined],
  [undefined, undefined],
])('findPackage reads the marker %j as %s', async (content, expected) => {
  await using system = await createTemporarySystem()
  if (content !== undefined)
    await system.fileSystem.write(`D:\\Downloads\\${packagedHost.marker}`, content, 0o644)
  expect(await findPackage(hostEnvironments.win32, system.fileSystem)).toBe(expected)
})

it('every manifest of a package ends in the name of the host, by which Firefox is recognized', () => {
  for (const name of Object.values(packagedHost.manifests))
    expect(name.endsWith(`${nativeHostName}.json`)).toBe(true)
})
