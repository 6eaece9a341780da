import type { BrowserFamily } from '../../../companion/install/browsers/browser-location.ts'
import { createHostManifest } from '../../../companion/install/host-manifest.ts'
import { createPackagedBatchScript } from '../../../companion/install/launcher-batch.ts'
import { packagedHost } from '../../../companion/install/packaged-host.ts'
import { compileCacheFolder } from '../../../companion/program-files.ts'
import { extensionId } from '../../../src/protocol/constants.ts'

/** The folder of the layout that contains the companion. */
export const companionFolder = 'companion'

/**
 * Returns the files that the installer adds to the portable layout, by path. They take the place of
 * what `hubpass install` would write, and of the text that explains it.
 */
export const createHostFiles = (): Record<string, string> => ({
  'README.txt': readme.join('\r\n'),
  ...Object.fromEntries(
    Object.entries({
      [packagedHost.launcher]: createPackagedBatchScript(),
      [packagedHost.manifests.chromium]: formatManifest('chromium'),
      [packagedHost.manifests.firefox]: formatManifest('firefox'),
      [packagedHost.marker]: `${JSON.stringify({ package: 'msi' })}\n`,
      // Node cannot create its cache where a file is. The installer could not remove a cache: it knows
      // only the files that it installed.
      [compileCacheFolder]: 'This file keeps Node.js from storing compiled code here.\r\n',
    }).map(([name, content]) => [`${companionFolder}/${name}`, content]),
  ),
})

const readme = [
  'Hubpass signs testers in to Qlik Sense Enterprise on Windows through the session API.',
  '',
  'The installer has registered Hubpass with Chrome, Edge, Chromium and Firefox.',
  '',
  "1. On the browser's extensions page, turn on Developer mode, choose Load unpacked, and select the folder",
  '   "extension" beside this file.',
  '2. The page Getting started opens. It shows the next step.',
  '',
  'To upgrade, run the installer of the new version, and choose Reload on the extensions page.',
  'To remove Hubpass, open Settings > Apps > Installed apps, and remove the extension from the browser.',
  '',
]

const formatManifest = (family: BrowserFamily): string =>
  `${JSON.stringify(createHostManifest(family, packagedHost.launcher, [extensionId]), null, 2)}\n`
