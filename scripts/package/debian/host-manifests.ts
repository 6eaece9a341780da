import { extensionId, nativeHostName } from '#protocol/constants'
import { locationsOn } from '../../../companion/install/browsers/index.ts'
import { createHostManifest } from '../../../companion/install/host-manifest.ts'
import { type Entry, jsonEntry } from '../entries.ts'

/** Returns the manifests for the folders where browsers look on behalf of every user. */
export const createHostManifests = (
  launcher: string,
  extensionIds: readonly string[] = [extensionId],
): Entry[] =>
  locationsOn('linux').flatMap(({ family, systemHosts = [] }) =>
    systemHosts.map(folder =>
      jsonEntry(
        `${folder.slice(1)}/${nativeHostName}.json`,
        createHostManifest(family, launcher, extensionIds),
      ),
    ),
  )
