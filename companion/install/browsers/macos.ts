import type { BrowserLocation } from './browser-location.ts'

const rows: readonly (Pick<BrowserLocation, 'browser' | 'profile' | 'programs'> &
  Partial<BrowserLocation>)[] = [
  {
    browser: 'chromium',
    profile: '{support}/Chromium',
    programs: ['Chromium.app'],
    systemHosts: ['/Library/Application Support/Chromium/NativeMessagingHosts'],
  },
  {
    browser: 'chrome',
    profile: '{support}/Google/Chrome',
    programs: ['Google Chrome.app'],
    systemHosts: ['/Library/Google/Chrome/NativeMessagingHosts'],
  },
  {
    browser: 'edge',
    profile: '{support}/Microsoft Edge',
    programs: ['Microsoft Edge.app'],
    systemHosts: ['/Library/Microsoft/Edge/NativeMessagingHosts'],
  },
  { browser: 'brave', profile: '{support}/BraveSoftware/Brave-Browser', programs: ['Brave Browser.app'] },
  { browser: 'vivaldi', profile: '{support}/Vivaldi', programs: ['Vivaldi.app'] },
  {
    browser: 'opera',
    profile: '{support}/com.operasoftware.Opera',
    programs: ['Opera.app'],
    // Opera reads Chrome's folder. Other installers also write to its own, which does no harm.
    hosts: [
      '{support}/Google/Chrome/NativeMessagingHosts',
      '{support}/com.operasoftware.Opera/NativeMessagingHosts',
    ],
  },
  {
    browser: 'firefox',
    family: 'firefox',
    profile: '{support}/Firefox',
    programs: ['Firefox.app'],
    hosts: ['{support}/Mozilla/NativeMessagingHosts'],
    systemHosts: ['/Library/Application Support/Mozilla/NativeMessagingHosts'],
  },
]

export const macosLocations: readonly BrowserLocation[] = rows.map(row => ({
  platform: 'darwin',
  family: 'chromium',
  hosts: [`${row.profile}/NativeMessagingHosts`],
  ...row,
}))
