/** Where a browser on one platform looks for the manifests of hosts of the user (peers-and-platform-facts §5.1). */
export interface BrowserPlace {
  browser: string
  platform: NodeJS.Platform
  /** The browser's own folder, below the user's folder for configuration: when it is there, so is the browser. */
  profile: string
  /** Names of its program, by which it is found before its first start. */
  programs: readonly string[]
}

/** A browser, or a platform for it, is one more row. */
export const browserPlaces: readonly BrowserPlace[] = [
  { browser: 'chromium', platform: 'linux', profile: 'chromium', programs: ['chromium', 'chromium-browser'] },
  {
    browser: 'chrome',
    platform: 'linux',
    profile: 'google-chrome',
    programs: ['google-chrome', 'google-chrome-stable'],
  },
  {
    browser: 'edge',
    platform: 'linux',
    profile: 'microsoft-edge',
    programs: ['microsoft-edge', 'microsoft-edge-stable'],
  },
]

/** Below a profile, or any other folder given with `--user-data-dir`. */
export const manifestsFolder = 'NativeMessagingHosts'
