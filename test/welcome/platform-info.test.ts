import { expect, it } from 'vitest'
import { extensionId, firefoxExtensionId } from '#protocol/constants'
import { formatCommandLine } from '#protocol/invocation'
import { browserLocations } from '../../companion/install/browsers/index.ts'
import {
  type BrowserName,
  browsers,
  detectBrowser,
  detectSystem,
  type NavigatorInfo,
  type PlatformInfo,
} from '../../src/welcome/platform-info.ts'
import { doctorCommand, installCommand, updateCommands } from '../../src/welcome/shell-commands.ts'

const chromiumAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36'
const grease = 'Not_A Brand'

it.each<[BrowserName, Partial<NavigatorInfo>]>([
  ['chrome', { brands: ['Google Chrome', 'Chromium', grease] }],
  ['chrome', {}],
  ['chromium', { brands: [grease, 'Chromium'] }],
  ['edge', { brands: ['Chromium', 'Microsoft Edge', grease] }],
  ['edge', { userAgent: `${chromiumAgent} Edg/156.0.0.0` }],
  ['brave', { brands: ['Brave', 'Chromium', grease] }],
  ['vivaldi', { brands: ['Chromium', grease, 'Vivaldi'] }],
  ['vivaldi', { userAgent: `${chromiumAgent} Vivaldi/8.1` }],
  ['opera', { brands: ['Chromium', 'Opera', grease] }],
  ['opera', { userAgent: `${chromiumAgent} OPR/120.0.0.0` }],
  ['firefox', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' }],
])('detectBrowser returns %s for %j', (browser, portrait) => {
  expect(detectBrowser({ os: 'linux', brands: [], userAgent: chromiumAgent, ...portrait })).toBe(browser)
})

it.each([
  ['win', 'windows'],
  ['mac', 'macos'],
  ['linux', 'linux'],
  ['openbsd', 'linux'],
])('detectSystem maps %s to %s', (os, system) =>
  expect(detectSystem({ os, brands: [], userAgent: '' })).toBe(system),
)

it('browsers has every browser of the companion under the same name', () => {
  const registered = new Set(browserLocations.map(({ browser }) => browser))
  expect(Object.keys(browsers).sort()).toEqual([...registered].sort())
})

const platform: PlatformInfo = { system: 'linux', browser: 'chrome', extensionId }
const formatInstallCommand = (changes: Partial<PlatformInfo>) =>
  formatCommandLine(installCommand({ ...platform, ...changes }), 'sh')

it('installCommand names a certain browser and an unknown extension', () => {
  expect(formatInstallCommand({})).toBe('node dist/companion/hubpass.mjs install')
  expect(formatInstallCommand({ browser: 'edge' })).toBe(
    'node dist/companion/hubpass.mjs install --browser edge',
  )
  expect(formatInstallCommand({ browser: 'firefox', extensionId: firefoxExtensionId })).toMatch(
    /--browser firefox$/,
  )
  expect(formatInstallCommand({ extensionId: 'p'.repeat(32) })).toMatch(/ --extension-id p{32}$/)
})

it.each<[string, Partial<PlatformInfo>]>([
  ['node dist/companion/hubpass.mjs doctor', {}],
  ['hubpass doctor', { isPackaged: true }],
  ['npx hubpass doctor', { isPackaged: true, invocation: ['npx', 'hubpass'] }],
  ["'/opt/my tools/hubpass' doctor", { invocation: ['/opt/my tools/hubpass'] }],
])('commands read "%s" for %j', (line, changes) =>
  expect(formatCommandLine(doctorCommand({ ...platform, ...changes }), 'sh')).toBe(line),
)

it('updateCommands end with the installation, and need no clone for a package', () => {
  expect(updateCommands(platform).at(-1)).toEqual(installCommand(platform))
  expect(updateCommands(platform)[0]).toEqual(['git', 'pull'])
  expect(updateCommands({ ...platform, isPackaged: true })).toEqual([['hubpass', 'install']])
})
