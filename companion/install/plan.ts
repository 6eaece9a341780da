import { join } from 'node:path'
import { nativeHostName } from '#protocol/limits'
import { browserPlaces, manifestsFolder } from './browsers.ts'
import { hostManifest } from './host-manifest.ts'
import { launcherScript } from './launcher.ts'

/** One thing to do on this machine; it can be undone by removing `path`. Windows will add one for the registry. */
export type Step =
  | { do: 'copy'; path: string; from: string; mode: number }
  | { do: 'write'; path: string; text: string; mode: number }

export interface Installation {
  /** The companion's home. */
  home: string
  hubpassHome?: string | undefined
  /** The program that is running, to be copied. */
  program: string
  node: string
  /** The manifests that are wanted, see {@link manifestPaths}. */
  manifests: readonly string[]
  extensionIds: readonly string[]
}

/** Where the companion's own copy lies: it stays when the folder of the download goes. */
export const installedFiles = (home: string) => ({
  folder: join(home, 'companion'),
  program: join(home, 'companion', 'hubpass.mjs'),
  launcher: join(home, 'companion', 'hubpass-host'),
  record: join(home, 'companion', 'installed.json'),
})

/** What installing does, in its order: the manifest comes last, so that no browser finds half a companion. */
export function planInstall({
  home,
  hubpassHome,
  program,
  node,
  manifests,
  extensionIds,
}: Installation): Step[] {
  const files = installedFiles(home)
  const script = launcherScript({ node, program: files.program, hubpassHome })
  const manifest = `${JSON.stringify(hostManifest(files.launcher, extensionIds), null, 2)}\n`
  return [
    { do: 'copy', path: files.program, from: program, mode: 0o755 },
    { do: 'write', path: files.launcher, text: script, mode: 0o755 },
    ...manifests.map((path): Step => ({ do: 'write', path, text: manifest, mode: 0o644 })),
  ]
}

/** Where the manifests go for browsers by name, and for a folder given with `--user-data-dir`. */
export function manifestPaths(wish: {
  platform: NodeJS.Platform
  configHome: string
  browsers: readonly string[]
  userDataDir?: string | undefined
}): string[] {
  const profiles = browserPlaces
    .filter(({ browser, platform }) => platform === wish.platform && wish.browsers.includes(browser))
    .map(({ profile }) => join(wish.configHome, profile))
  const folders = wish.userDataDir === undefined ? profiles : [...profiles, wish.userDataDir]
  return folders.map(folder => join(folder, manifestsFolder, `${nativeHostName}.json`))
}
