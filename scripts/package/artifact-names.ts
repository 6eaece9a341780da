/** Returns the name of the Windows installer. */
export const installerName = (version: string): string => `hubpass-${version}-x64.msi`

/** Returns the name of the add-on for Firefox. */
export const addonName = (version: string): string => `hubpass-firefox-${version}.xpi`

/** Returns the name of the only folder in the archive of a package that a tester unpacks. */
export const portableFolder = (version: string, system: string): string => `hubpass-${version}-${system}`

/** Returns the name of that archive. */
export const portableName = (version: string, system: string): string =>
  `${portableFolder(version, system)}.${system === 'windows-x64' ? 'zip' : 'tar.gz'}`
