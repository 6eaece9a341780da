import type { BrowserLocation } from './browser-location.ts'
import { linuxLocations } from './linux.ts'
import { macosLocations } from './macos.ts'
import { windowsLocations } from './windows.ts'

/** A browser, or a platform for it, is one more row. */
export const browserLocations: readonly BrowserLocation[] = [
  ...linuxLocations,
  ...macosLocations,
  ...windowsLocations,
]

export const locationsOn = (platform: NodeJS.Platform): readonly BrowserLocation[] =>
  browserLocations.filter(location => location.platform === platform)

/**
 * The browsers that have to be registered so that one of them, started with a `--user-data-dir`, finds the companion: on Windows
 * all that can be started so, as they look in the registry whatever their folder is. Elsewhere none: they look into the folder.
 */
export const browsersSharingRegistry = (platform: NodeJS.Platform): string[] =>
  platform === 'win32'
    ? locationsOn(platform).flatMap(({ browser, family }) => (family === 'chromium' ? [browser] : []))
    : []
