import { linuxPlaces } from './linux.ts'
import { macosPlaces } from './macos.ts'
import type { BrowserPlace } from './place.ts'
import { windowsPlaces } from './windows.ts'

/** A browser, or a platform for it, is one more row. */
export const browserPlaces: readonly BrowserPlace[] = [...linuxPlaces, ...macosPlaces, ...windowsPlaces]

export const placesOn = (platform: NodeJS.Platform): readonly BrowserPlace[] =>
  browserPlaces.filter(place => place.platform === platform)
