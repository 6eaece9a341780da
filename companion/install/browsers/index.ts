import { linuxPlaces } from './linux.ts'
import { macosPlaces } from './macos.ts'
import type { BrowserPlace } from './place.ts'
import { windowsPlaces } from './windows.ts'

/** A browser, or a platform for it, is one more row. */
export const browserPlaces: readonly BrowserPlace[] = [...linuxPlaces, ...macosPlaces, ...windowsPlaces]

export const placesOn = (platform: NodeJS.Platform): readonly BrowserPlace[] =>
  browserPlaces.filter(place => place.platform === platform)

/**
 * The browsers that have to be registered so that one of them, started with a `--user-data-dir`, finds the companion: on Windows
 * all that can be started so, as they look in the registry whatever their folder is. Elsewhere none: they look into the folder.
 */
export const browsersOfAnyFolder = (platform: NodeJS.Platform): string[] =>
  platform === 'win32'
    ? placesOn(platform).flatMap(({ browser, family }) => (family === 'chromium' ? [browser] : []))
    : []
