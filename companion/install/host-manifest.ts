import { nativeHostName } from '#protocol/limits'

/** What a browser of Chromium's kin must read to start the companion for these extensions, and for no other. */
export const hostManifest = (launcher: string, extensionIds: readonly string[]) => ({
  name: nativeHostName,
  description: 'Hubpass companion: signs testers in to Qlik Sense',
  path: launcher,
  type: 'stdio',
  // A browser takes an origin only with the slash at its end.
  allowed_origins: extensionIds.map(id => `chrome-extension://${id}/`),
})
