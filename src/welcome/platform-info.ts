import type { MessageKey } from '#messages/message'
import type { Shell } from '#protocol/quote-shell'

export type OperatingSystem = 'windows' | 'macos' | 'linux'

/** The platform of the page, which determines commands and advice. */
export interface PlatformInfo {
  system: OperatingSystem
  browser: BrowserName
  extensionId: string
  /** Whether it was loaded for development. Firefox removes such an add-on when it closes. */
  isTemporary?: boolean
  /** Whether the extension may run in private windows. */
  isPrivateAllowed?: boolean
  /** Whether `npm run package` made the extension. */
  isPackaged?: boolean
  /** How a terminal starts the command line; unknown before the companion is found. */
  invocation?: readonly string[]
}

export interface BrowserInfo {
  title: string
  /** The scheme of the browser's own pages. */
  scheme: string
  /** Explains how to pin the toolbar button. */
  pinHelpKey: MessageKey
}

/**
 * The browsers that the companion registers with, by their names in `hubpass install --browser`.
 */
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

/** The identification of the browser. */
export interface NavigatorInfo {
  /** `runtime.getPlatformInfo().os` */
  os: string
  /** `navigator.userAgentData.brands`, which Firefox lacks. */
  brands: readonly string[]
  userAgent: string
}

/** Treats other systems, which are Unix-like, as Linux. */
export const detectSystem = ({ os }: NavigatorInfo): OperatingSystem =>
  os === 'win' ? 'windows' : os === 'mac' ? 'macos' : 'linux'

/** Returns the first match, because Chromium-based browsers also claim to be Chromium or Chrome. */
export function detectBrowser({ brands, userAgent }: NavigatorInfo): BrowserName {
  const identification = [...brands, userAgent].join('\n')
  return browserPatterns.find(([pattern]) => pattern.test(identification))?.[1] ?? 'chrome'
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

/** Returns the page where the browser lists its extensions. */
export const extensionsPageUrl = ({ browser: name }: PlatformInfo): string =>
  name === 'firefox' ? 'about:debugging#/runtime/this-firefox' : `${browsers[name].scheme}://extensions`

export const shortcutsPageUrl = (platform: PlatformInfo): string =>
  platform.browser === 'firefox' ? 'about:addons' : `${extensionsPageUrl(platform)}/shortcuts`

/** The shells of a system, the usual one first. */
export const shellsFor = (system: OperatingSystem): readonly Shell[] =>
  system === 'windows' ? ['powershell', 'cmd'] : ['sh']
