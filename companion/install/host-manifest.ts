import { firefoxExtensionId, formerFirefoxExtensionId, nativeHostName } from '#protocol/constants'
import type { BrowserFamily } from './browsers/browser-location.ts'

/** Returns the manifest with which a browser starts the companion for these extensions only. */
export const createHostManifest = (
  family: BrowserFamily,
  launcher: string,
  extensionIds: readonly string[],
) => ({
  name: nativeHostName,
  description: 'Hubpass companion: signs testers in to Qlik Sense',
  path: launcher,
  type: 'stdio',
  ...allowListByFamily[family](extensionIds),
})

/**
 * Every manifest lists every extension, because Edge reads the first one it finds, its own or
 * Chrome's.
 */
const allowListByFamily: Record<BrowserFamily, (extensionIds: readonly string[]) => object> = {
  // Browsers require the trailing slash of an origin.
  chromium: ids => ({ allowed_origins: ids.map(id => `chrome-extension://${id}/`) }),
  firefox: () => ({ allowed_extensions: [firefoxExtensionId, formerFirefoxExtensionId] }),
}
