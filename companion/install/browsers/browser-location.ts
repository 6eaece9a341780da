/** The form of manifest that a browser reads. */
export type BrowserFamily = 'chromium' | 'firefox'

/**
 * A browser on one platform, and where it looks for the user's hosts
 * (docs/facts/browsers-and-node.md §5.1).
 */
export interface BrowserLocation {
  browser: string
  platform: NodeJS.Platform
  family: BrowserFamily
  /** The browser's own folder. If it exists, the browser is installed. */
  profile: string
  /** Its program within a program folder, which exists before the first start. */
  programs: readonly string[]
  /** Folders for manifests; on Windows, keys below HKCU\Software. */
  hosts: readonly string[]
  /** Folders for manifests of all users, where they are known; on Windows, `hosts` below HKLM. */
  systemHosts?: readonly string[]
  /** The folder of an administrator's policies; on Windows, a key below Software\Policies. */
  policies?: string
  /** The browser's names in the two sandboxes of Linux. */
  snap?: string
  flatpak?: string
}
