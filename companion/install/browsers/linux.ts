import type { BrowserPlace } from './place.ts'

const chromium = (
  row: Omit<BrowserPlace, 'platform' | 'family' | 'hosts'>,
): Omit<BrowserPlace, 'platform'> => ({
  family: 'chromium',
  hosts: [`${row.profile}/NativeMessagingHosts`],
  ...row,
})

const rows: readonly Omit<BrowserPlace, 'platform'>[] = [
  chromium({
    browser: 'chromium',
    profile: '{config}/chromium',
    programs: ['chromium', 'chromium-browser'],
    policies: '/etc/chromium/policies/managed',
    snap: 'chromium',
    flatpak: 'org.chromium.Chromium',
  }),
  chromium({
    browser: 'chrome',
    profile: '{config}/google-chrome',
    programs: ['google-chrome', 'google-chrome-stable'],
    policies: '/etc/opt/chrome/policies/managed',
    flatpak: 'com.google.Chrome',
  }),
  chromium({
    browser: 'edge',
    profile: '{config}/microsoft-edge',
    programs: ['microsoft-edge', 'microsoft-edge-stable'],
    policies: '/etc/opt/edge/policies/managed',
    flatpak: 'com.microsoft.Edge',
  }),
  chromium({
    browser: 'brave',
    profile: '{config}/BraveSoftware/Brave-Browser',
    programs: ['brave-browser', 'brave-browser-stable', 'brave'],
    policies: '/etc/brave/policies/managed',
    snap: 'brave',
    flatpak: 'com.brave.Browser',
  }),
  chromium({
    browser: 'vivaldi',
    profile: '{config}/vivaldi',
    programs: ['vivaldi', 'vivaldi-stable'],
    snap: 'vivaldi',
    flatpak: 'com.vivaldi.Vivaldi',
  }),
  chromium({
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
    snap: 'firefox',
    flatpak: 'org.mozilla.firefox',
  },
]

export const linuxPlaces: readonly BrowserPlace[] = rows.map(row => ({ ...row, platform: 'linux' }))
