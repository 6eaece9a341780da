import type { BrowserLocation } from './browser-location.ts'
import { linuxLocations } from './linux.ts'
import { macosLocations } from './macos.ts'
import { windowsLocations } from './windows.ts'

/** To support another browser or platform, add a row. */
export const browserLocations: readonly BrowserLocation[] = [
  ...linuxLocations,
  ...macosLocations,
  ...windowsLocations,
]

export const locationsOn = (platform: NodeJS.Platform): readonly BrowserLocation[] =>
  browserLocations.filter(location => location.platform === platform)

/**
 * Returns the browsers to register for a `--user-data-dir`. On Windows, Chromium-based browsers
 * read the registry regardless of the folder, so all of them are returned. On other platforms they
 * read the folder itself.
 */
export const browsersSharingRegistry = (platform: NodeJS.Platform): string[] =>
  platform === 'win32'
    ? locationsOn(platform).flatMap(({ browser, family }) => (family === 'chromium' ? [browser] : []))
    : []
