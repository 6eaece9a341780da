import { createPublicKey, type KeyObject } from 'node:crypto'
import { createZip } from '../archives/zip.ts'
import { type Entry, inFolder, textEntry } from '../entries.ts'
import { changeManifest, readManifest, withoutKey } from '../extension.ts'
import type { Release } from '../release.ts'
import { formatAdml, formatAdmx } from './admx.ts'
import { createCrx, toExtensionId } from './crx.ts'
import { createFirefoxPolicies, createLinuxPolicies } from './json-policies.ts'
import { crxFile, type Deployment, exampleUrl, updatesFile } from './policy-values.ts'
import { formatReadme } from './readme.ts'
import { formatRegistryFile, listInstallValues, listSettingValues, windowsBrowsers } from './registry.ts'
import { formatUpdates } from './updates.ts'

/** Returns the files for an administrator. The CRX is among them if a key was given. */
export function createKit(extension: readonly Entry[], release: Release): Entry[] {
  const { version, time, hosting } = release
  const deployment: Deployment = {
    version,
    url: hosting?.url ?? exampleUrl,
    extensionId: toExtensionId(hosting?.key ?? readManifestKey(extension)),
  }
  return [
    textEntry('README.txt', formatReadme(deployment, hosting !== undefined)),
    ...inFolder('windows', createWindowsFiles(deployment)),
    ...inFolder('linux', createLinuxPolicies(deployment)),
    ...inFolder('firefox', [createFirefoxPolicies(deployment)]),
    textEntry(`server/${updatesFile}`, formatUpdates(deployment)),
    ...(hosting === undefined
      ? []
      : [
          {
            path: `server/${crxFile(version)}`,
            content: createCrx(createZip(withUpdates(extension, hosting.url), time), hosting.key),
          },
        ]),
  ]
}

const createWindowsFiles = (deployment: Deployment): Entry[] => [
  ...windowsBrowsers.flatMap(browser => [
    {
      path: `${browser}.reg`,
      content: formatRegistryFile(listInstallValues(browser, deployment)),
    },
    {
      path: `${browser}-settings.reg`,
      content: formatRegistryFile(listSettingValues(browser, deployment)),
    },
  ]),
  textEntry('PolicyDefinitions/hubpass.admx', formatAdmx(deployment)),
  textEntry('PolicyDefinitions/en-US/hubpass.adml', formatAdml(deployment)),
]

/**
 * A browser takes the address in the policy for the first installation only, and that in the manifest
 * for updates.
 */
const withUpdates = (extension: readonly Entry[], url: string): Entry[] =>
  changeManifest(withoutKey(extension), manifest => ({ ...manifest, update_url: `${url}/${updatesFile}` }))

/** Returns the public key that fixes the id of the unpacked extension. */
function readManifestKey(extension: readonly Entry[]): KeyObject {
  const { key } = readManifest(extension)
  if (typeof key !== 'string') throw new Error('The manifest of the extension has no key.')
  return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
}
