import { firefoxExtensionId, nativeHostName } from '#protocol/limits'
import type { Family } from './browsers/place.ts'

/** What a browser must read to start the companion for these extensions, and for no other. */
export const hostManifest = (family: Family, launcher: string, extensionIds: readonly string[]) => ({
  name: nativeHostName,
  description: 'Hubpass companion: signs testers in to Qlik Sense',
  path: launcher,
  type: 'stdio',
  ...allowed[family](extensionIds),
})

/** Edge reads the first manifest that it finds, its own or Chrome's: so every manifest names every extension. */
const allowed: Record<Family, (extensionIds: readonly string[]) => object> = {
  // A browser takes an origin only with the slash at its end.
  chromium: ids => ({ allowed_origins: ids.map(id => `chrome-extension://${id}/`) }),
  firefox: () => ({ allowed_extensions: [firefoxExtensionId] }),
}
