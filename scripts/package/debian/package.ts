import { createHash } from 'node:crypto'
import { formatPackageMarker, packageMarkerName } from '../../../companion/install/package-marker.ts'
import { createAr } from '../archives/ar.ts'
import { createTar, createTarGz } from '../archives/tar.ts'
import { compressXz } from '../archives/xz.ts'
import { type Entry, inFolder, sortEntries, textEntry } from '../entries.ts'
import { listExtensionIds, type Release } from '../release.ts'
import { createControl, prerm } from './control.ts'
import { createHostManifests } from './host-manifests.ts'

/** Where the layout of a package with its own Node lies. */
const programFolder = 'usr/lib/hubpass'

/** Returns a Debian package for all users of a machine: `hubpass` on the PATH, registered with every browser. */
export function createDeb(layout: readonly Entry[], release: Release): Uint8Array {
  const files = listFiles(layout, listExtensionIds(release))
  const installedKb = Math.ceil(files.reduce((sum, { content }) => sum + content.length, 0) / 1024)
  const control = [
    textEntry('./control', createControl(release.version, installedKb)),
    textEntry('./md5sums', files.map(({ path, content }) => `${md5(content)}  ${path}\n`).join('')),
    { ...textEntry('./prerm', prerm), isProgram: true },
  ]
  return createAr(
    [
      textEntry('debian-binary', '2.0\n'),
      { path: 'control.tar.gz', content: createTarGz(control, release.time) },
      { path: 'data.tar.xz', content: compressXz(createTar(inFolder('.', files), release.time)) },
    ],
    release.time,
  )
}

/** Texts of the layout go where Debian has them, except for the one about the unpacked folder. */
function listFiles(layout: readonly Entry[], extensionIds: readonly string[]): Entry[] {
  const isText = ({ path }: Entry) => path.endsWith('.txt') && !path.includes('/')
  const isLicense = (entry: Entry) => isText(entry) && entry.path !== 'README.txt'
  return sortEntries([
    ...inFolder(
      programFolder,
      layout.filter(entry => !isText(entry)),
    ),
    ...inFolder('usr/share/doc/hubpass', layout.filter(isLicense).map(renameLicense)),
    { ...textEntry('usr/bin/hubpass', `#!/bin/sh\nexec /${programFolder}/hubpass "$@"\n`), isProgram: true },
    textEntry(`${programFolder}/companion/${packageMarkerName}`, formatPackageMarker('deb')),
    ...createHostManifests(`/${programFolder}/hubpass`, extensionIds),
  ])
}

const renameLicense = (entry: Entry): Entry =>
  entry.path === 'LICENSE.txt' ? { ...entry, path: 'copyright' } : entry

/** dpkg -V compares the files with these sums. */
const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex')
