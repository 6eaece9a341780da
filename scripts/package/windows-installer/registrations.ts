import { nativeHostName } from '#protocol/constants'
import { windowsLocations } from '../../../companion/install/browsers/windows.ts'
import { manifestNames } from './host-files.ts'

/** A key below HKEY_CURRENT_USER, and the manifest in the layout that its default value points to. */
export interface Registration {
  key: string
  manifest: string
}

/** Returns the registration for each key that a supported browser reads. */
export const listRegistrations = (): Registration[] => {
  const families = new Map(windowsLocations.flatMap(({ hosts, family }) => hosts.map(host => [host, family])))
  return [...families].map(([host, family]) => ({
    key: `Software\\${host}\\${nativeHostName}`,
    manifest: manifestNames[family],
  }))
}
