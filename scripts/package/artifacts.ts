import { createKit } from './administrators/kit.ts'
import { createTarGz } from './archives/tar.ts'
import { createZip } from './archives/zip.ts'
import { addonName, installerName, portableFolder, portableName } from './artifact-names.ts'
import { createDeb } from './debian/package.ts'
import { type Entry, inFolder } from './entries.ts'
import { readChromeExtension, readFirefoxExtension, withoutKey } from './extension.ts'
import { type NodeSystem, nodeSystems } from './node-programs.mjs'
import { createNpmPackage } from './npm-package.ts'
import { readFixtures, readParts, stageLayout } from './parts.ts'
import { listExtensionIds, type Release } from './release.ts'
import { createSbom } from './sbom/create-sbom.ts'
import { readSource } from './source.ts'
import { createWindowsInstaller } from './windows-installer/create-installer.ts'

/** One file of the release. */
export interface Artifact {
  name: string
  create(): Promise<Uint8Array>
}

/** Lists every artifact of a release, the small ones first. */
export function listArtifacts(release: Release): Artifact[] {
  const { version, time } = release
  const zip = (name: string, read: () => readonly Entry[]): Artifact => ({
    name,
    create: async () => createZip(read(), time),
  })
  return [
    zip(`hubpass-chrome-${version}.zip`, () => withoutKey(readChromeExtension())),
    zip(`hubpass-chrome-unpacked-${version}.zip`, () => inFolder('hubpass-chrome', readChromeExtension())),
    zip(addonName(version), readFirefoxExtension),
    zip(`hubpass-source-${version}.zip`, () => inFolder(`hubpass-${version}`, readSource())),
    zip(`hubpass-admin-${version}.zip`, () =>
      inFolder(`hubpass-admin-${version}`, createKit(readChromeExtension(), release)),
    ),
    {
      name: `hubpass-${version}.tgz`,
      create: async () =>
        createTarGz(createNpmPackage({ ...readParts(release), fixtures: readFixtures() }), time),
    },
    ...nodeSystems.map(system => portable(system, release)),
    { name: installerName(version), create: () => createSignedInstaller(release) },
    {
      name: `hubpass_${version}_amd64.deb`,
      create: async () => createDeb(await stageLayout('linux-x64', release), release),
    },
    { name: 'sbom.cdx.json', create: async () => Buffer.from(createSbom(release)) },
  ]
}

/** Returns the Windows installer, signed if a certificate was given. */
async function createSignedInstaller(release: Release): Promise<Uint8Array> {
  const installer = await createWindowsInstaller(await stageLayout('windows-x64', release), {
    ...release,
    extensionIds: listExtensionIds(release),
  })
  return release.sign === undefined ? installer : release.sign(installer)
}

/** Returns the archive of a package that a tester unpacks, in one folder. */
function portable(system: NodeSystem, release: Release): Artifact {
  const { version, time } = release
  const compress = system === 'windows-x64' ? createZip : createTarGz
  return {
    name: portableName(version, system),
    create: async () =>
      compress(inFolder(portableFolder(version, system), await stageLayout(system, release)), time),
  }
}
