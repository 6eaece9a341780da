import type { TextKey } from '#ui/texts.ts'

export type System = 'windows' | 'macos' | 'linux'

/** Where the page is shown: what commands and advice depend on. */
export interface Machine {
  system: System
  browser: BrowserName
  extensionId: string
}

export interface Browser {
  title: string
  /** The scheme of its own pages. */
  scheme: string
  /** How a button gets a lasting place in its toolbar. */
  pin: TextKey
}

/** The browsers that the companion registers with, by the names that `hubpass install --browser` knows. */
export const browsers = {
  chrome: { title: 'Chrome', scheme: 'chrome', pin: 'pinChromium' },
  edge: { title: 'Edge', scheme: 'edge', pin: 'pinEdge' },
  brave: { title: 'Brave', scheme: 'brave', pin: 'pinChromium' },
  vivaldi: { title: 'Vivaldi', scheme: 'vivaldi', pin: 'pinVivaldi' },
  opera: { title: 'Opera', scheme: 'opera', pin: 'pinOpera' },
  chromium: { title: 'Chromium', scheme: 'chrome', pin: 'pinChromium' },
  firefox: { title: 'Firefox', scheme: 'about', pin: 'pinFirefox' },
} satisfies Record<string, Browser>

export type BrowserName = keyof typeof browsers

/** What a browser says of itself. */
export interface SelfPortrait {
  /** `runtime.getPlatformInfo().os` */
  os: string
  /** `navigator.userAgentData.brands`, which Firefox does not have. */
  brands: readonly string[]
  userAgent: string
}

/** Systems that have no companion of their own are Unix, too. */
export const systemOf = ({ os }: SelfPortrait): System =>
  os === 'win' ? 'windows' : os === 'mac' ? 'macos' : 'linux'

/** The first sign that is there: all browsers of Chromium's family claim to be Chromium, and most to be Chrome. */
export function browserOf({ brands, userAgent }: SelfPortrait): BrowserName {
  const portrait = [...brands, userAgent].join('\n')
  return signs.find(([sign]) => sign.test(portrait))?.[1] ?? 'chrome'
}

const signs: [RegExp, BrowserName][] = [
  [/Firefox\//, 'firefox'],
  [/Microsoft Edge|\bEdg\//, 'edge'],
  [/\bBrave\b/, 'brave'],
  [/\bVivaldi\b/, 'vivaldi'],
  [/\bOpera\b|\bOPR\//, 'opera'],
  [/Google Chrome/, 'chrome'],
  [/^Chromium$/m, 'chromium'],
]
