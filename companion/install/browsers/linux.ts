import type { BrowserLocation } from './browser-location.ts'

const createChromiumRow = (
  row: Omit<BrowserLocation, 'platform' | 'family' | 'hosts'>,
): Omit<BrowserLocation, 'platform'> => ({
  family: 'chromium',
  hosts: [`${row.profile}/NativeMessagingHosts`],
  ...row,
})

const rows: readonly Omit<BrowserLocation, 'platform'>[] = [
  createChromiumRow({
    browser: 'chromium',
    profile: '{config}/chromium',
    programs: ['chromium', 'chromium-browser'],
    policies: '/etc/chromium/policies/managed',
    systemHosts: ['/etc/chromium/native-messaging-hosts'],
    snap: 'chromium',
    flatpak: 'org.chromium.Chromium',
  }),
  createChromiumRow({
    browser: 'chrome',
    profile: '{config}/google-chrome',
    programs: ['google-chrome', 'google-chrome-stable'],
    policies: '/etc/opt/chrome/policies/managed',
    systemHosts: ['/etc/opt/chrome/native-messaging-hosts'],
    flatpak: 'com.google.Chrome',
  }),
  createChromiumRow({
    browser: 'edge',
    profile: '{config}/microsoft-edge',
    programs: ['microsoft-edge', 'microsoft-edge-stable'],
    policies: '/etc/opt/edge/policies/managed',
    systemHosts: ['/etc/opt/edge/native-messaging-hosts'],
    flatpak: 'com.microsoft.Edge',
  }),
  createChromiumRow({
    browser: 'brave',
    profile: '{config}/BraveSoftware/Brave-Browser',
    programs: ['brave-browser', 'brave-browser-stable', 'brave'],
    policies: '/etc/brave/policies/managed',
    snap: 'brave',
    flatpak: 'com.brave.Browser',
  }),
  createChromiumRow({
    browser: 'vivaldi',
    profile: '{config}/vivaldi',
    programs: ['vivaldi', 'vivaldi-stable'],
    snap: 'vivaldi',
    flatpak: 'com.vivaldi.Vivaldi',
  }),
  createChromiumRow({
    browser: 'opera',
    profile: '{config}/opera',
    programs: ['opera', 'opera-stable'],
    snap: 'opera',
    flatpak: 'com.opera.Opera',
  }),
  {
    browser: 'firefox',
    family: 'firefox',
    profile: '{home}/.mozilla/firefox',
    programs: ['firefox', 'firefox-esr'],
    hosts: ['{home}/.mozilla/native-messaging-hosts'],
    systemHosts: ['/usr/lib/mozilla/native-messaging-hosts'],
    snap: 'firefox',
    flatpak: 'org.mozilla.firefox',
  },
]

export const linuxLocations: readonly BrowserLocation[] = rows.map(row => ({ ...row, platform: 'linux' }))
