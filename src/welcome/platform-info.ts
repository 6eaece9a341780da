import type { MessageKey } from '#messages/message'
import type { Shell } from '#protocol/quote-shell'

export type OperatingSystem = 'windows' | 'macos' | 'linux'

/** Where the page is shown: what commands and advice depend on. */
export interface PlatformInfo {
  system: OperatingSystem
  browser: BrowserName
  extensionId: string
}

export interface BrowserInfo {
  title: string
  /** The scheme of its own pages. */
  scheme: string
  /** How a button gets a lasting place in its toolbar. */
  pinHelpKey: MessageKey
}

/** The browsers that the companion registers with, by the names that `hubpass install --browser` knows. */
export const browsers = {
  chrome: { title: 'Chrome', scheme: 'chrome', pinHelpKey: 'welcome.pinChromium' },
  edge: { title: 'Edge', scheme: 'edge', pinHelpKey: 'welcome.pinEdge' },
  brave: { title: 'Brave', scheme: 'brave', pinHelpKey: 'welcome.pinChromium' },
  vivaldi: { title: 'Vivaldi', scheme: 'vivaldi', pinHelpKey: 'welcome.pinVivaldi' },
  opera: { title: 'Opera', scheme: 'opera', pinHelpKey: 'welcome.pinOpera' },
  chromium: { title: 'Chromium', scheme: 'chrome', pinHelpKey: 'welcome.pinChromium' },
  firefox: { title: 'Firefox', scheme: 'about', pinHelpKey: 'welcome.pinFirefox' },
} satisfies Record<string, BrowserInfo>

export type BrowserName = keyof typeof browsers

/** What a browser says of itself. */
export interface NavigatorInfo {
  /** `runtime.getPlatformInfo().os` */
  os: string
  /** `navigator.userAgentData.brands`, which Firefox does not have. */
  brands: readonly string[]
  userAgent: string
}

/** Systems that have no companion of their own are Unix, too. */
export const detectSystem = ({ os }: NavigatorInfo): OperatingSystem =>
  os === 'win' ? 'windows' : os === 'mac' ? 'macos' : 'linux'

/** The first sign that is there: all browsers of Chromium's family claim to be Chromium, and most to be Chrome. */
export function detectBrowser({ brands, userAgent }: NavigatorInfo): BrowserName {
  const identification = [...brands, userAgent].join('\n')
  return browserPatterns.find(([sign]) => sign.test(identification))?.[1] ?? 'chrome'
}

const browserPatterns: [RegExp, BrowserName][] = [
  [/Firefox\//, 'firefox'],
  [/Microsoft Edge|\bEdg\//, 'edge'],
  [/\bBrave\b/, 'brave'],
  [/\bVivaldi\b/, 'vivaldi'],
  [/\bOpera\b|\bOPR\//, 'opera'],
  [/Google Chrome/, 'chrome'],
  [/^Chromium$/m, 'chromium'],
]

/** Where a browser shows its extensions, and where their keys. */
export const extensionsPageUrl = ({ browser: name }: PlatformInfo): string =>
  name === 'firefox' ? 'about:debugging#/runtime/this-firefox' : `${browsers[name].scheme}://extensions`

export const shortcutsPageUrl = (platform: PlatformInfo): string =>
  platform.browser === 'firefox' ? 'about:addons' : `${extensionsPageUrl(platform)}/shortcuts`

/** The shells of a system, the usual one first. */
export const shellsFor = (system: OperatingSystem): readonly Shell[] =>
  system === 'windows' ? ['powershell', 'cmd'] : ['sh']
