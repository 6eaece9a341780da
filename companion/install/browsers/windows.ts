import type { BrowserLocation } from './browser-location.ts'

const chromeHosts = ['Google\\Chrome\\NativeMessagingHosts']

/** Brave, Vivaldi and Opera read Chrome's key. */
const rows: readonly Omit<BrowserLocation, 'platform'>[] = [
  {
    browser: 'chromium',
    family: 'chromium',
    profile: '{local}/Chromium/User Data',
    programs: ['Chromium/Application/chrome.exe'],
    hosts: ['Chromium\\NativeMessagingHosts'],
    policies: 'Chromium',
  },
  {
    browser: 'chrome',
    family: 'chromium',
    profile: '{local}/Google/Chrome/User Data',
    programs: ['Google/Chrome/Application/chrome.exe'],
    hosts: chromeHosts,
    policies: 'Google\\Chrome',
  },
  {
    browser: 'edge',
    family: 'chromium',
    profile: '{local}/Microsoft/Edge/User Data',
    programs: ['Microsoft/Edge/Application/msedge.exe'],
    hosts: ['Microsoft\\Edge\\NativeMessagingHosts'],
    policies: 'Microsoft\\Edge',
  },
  {
    browser: 'brave',
    family: 'chromium',
    profile: '{local}/BraveSoftware/Brave-Browser/User Data',
    programs: ['BraveSoftware/Brave-Browser/Application/brave.exe'],
    hosts: chromeHosts,
    policies: 'BraveSoftware\\Brave',
  },
  {
    browser: 'vivaldi',
    family: 'chromium',
    profile: '{local}/Vivaldi/User Data',
    programs: ['Vivaldi/Application/vivaldi.exe'],
    hosts: chromeHosts,
  },
  {
    browser: 'opera',
    family: 'chromium',
    profile: '{roaming}/Opera Software/Opera Stable',
    programs: ['Programs/Opera/opera.exe', 'Opera/opera.exe'],
    hosts: chromeHosts,
  },
  {
    browser: 'firefox',
    family: 'firefox',
    profile: '{roaming}/Mozilla/Firefox',
    programs: ['Mozilla Firefox/firefox.exe'],
    hosts: ['Mozilla\\NativeMessagingHosts'],
  },
]

export const windowsLocations: readonly BrowserLocation[] = rows.map(row => ({ ...row, platform: 'win32' }))
