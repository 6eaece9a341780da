/** Which form of manifest a browser reads. */
export type BrowserFamily = 'chromium' | 'firefox'

/** A browser on one platform, and where it looks for the hosts of its user (docs/facts/browsers-and-node.md §5.1). */
export interface BrowserLocation {
  browser: string
  platform: NodeJS.Platform
  family: BrowserFamily
  /** The browser's own folder: when it is there, so is the browser. */
  profile: string
  /** Its program below a folder for programs, by which it is found before its first start. */
  programs: readonly string[]
  /** Folders for manifests; on Windows keys below HKCU\Software. */
  hosts: readonly string[]
  /** Where an administrator's policies lie; on Windows a key below Software\Policies. */
  policies?: string
  /** Names of the same browser in the two sandboxes of Linux. */
  snap?: string
  flatpak?: string
}
