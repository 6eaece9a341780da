import { firefoxExtensionId, nativeHostName } from '#protocol/constants'
import type { BrowserFamily } from './browsers/browser-location.ts'

/** What a browser must read to start the companion for these extensions, and for no other. */
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

/** Edge reads the first manifest that it finds, its own or Chrome's: so every manifest names every extension. */
const allowListByFamily: Record<BrowserFamily, (extensionIds: readonly string[]) => object> = {
  // A browser takes an origin only with the slash at its end.
  chromium: ids => ({ allowed_origins: ids.map(id => `chrome-extension://${id}/`) }),
  firefox: () => ({ allowed_extensions: [firefoxExtensionId] }),
}
