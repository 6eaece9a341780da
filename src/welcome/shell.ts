import type { Shell } from '#protocol/quote-shell'
import type { OperatingSystem } from './platform-info.ts'

/** Returns the shells of an operating system, the usual one first. */
export const shellsFor = (system: OperatingSystem): readonly Shell[] =>
  system === 'windows' ? ['powershell', 'cmd'] : ['sh']
