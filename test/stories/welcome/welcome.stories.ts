import { extensionId } from '#protocol/constants'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { SiteAction } from '#shared/sites/site-actions'
import type { CompanionState } from '#shared/state'
import type { PlatformInfo } from '../../../src/welcome/platform-info.ts'

export interface Story {
  companion: CompanionState
  siteAction?: SiteAction
  machine?: Partial<PlatformInfo>
  shortcut?: string
  hasSignedIn?: boolean
}

export const platform: PlatformInfo = { system: 'linux', browser: 'chrome', extensionId }

const sites = [
  { id: 'production', hub: 'https://qlik.example.com' },
  { id: 'staging', hub: 'https://qlik-staging.example.com:8443' },
]
const failedState = (finding: Finding): CompanionState => ({ status: 'failed', finding })
const readyState = (known = sites): CompanionState => ({ status: 'ready', version: '0.1.0', sites: known })
const withFolder = (version: string): CompanionState => ({
  status: 'ready',
  version,
  sites,
  extensionFolder: { path: '/home/jürgen/.config/hubpass/companion/extension', version },
})
const exitedState = (browserSaid: string) => failedState(findingOf('COMPANION_EXITED', { browserSaid }))
const garbledState = (detail: string) => failedState(findingOf('COMPANION_GARBLED', { detail }))
const versionMismatchState = (older: 'extension' | 'companion') => {
  const [mine, theirs] = older === 'extension' ? [1, 3] : [3, 1]
  return failedState(
    findingOf('VERSION_MISMATCH', {
      older,
      extension: { min: mine, max: mine },
      companion: { min: theirs, max: theirs + 1 },
    }),
  )
}

const notInstalled = failedState(
  findingOf('COMPANION_NOT_INSTALLED', { browserSaid: 'Specified native messaging host not found.' }),
)
const windows = { system: 'windows' } as const

/** Every main state of the welcome page, by name. */
export const stories: Record<string, Story> = {
  'not-installed': { companion: notInstalled },
  'not-installed-windows': { companion: notInstalled, machine: { ...windows, browser: 'edge' } },
  'not-installed-store-id': { companion: notInstalled, machine: { extensionId: 'a'.repeat(32) } },
  'not-installed-packaged': { companion: notInstalled, machine: { isPackaged: true } },
  'not-installed-packaged-windows': { companion: notInstalled, machine: { ...windows, isPackaged: true } },
  forbidden: {
    companion: failedState(
      findingOf('COMPANION_FORBIDDEN', {
        extensionId: 'b'.repeat(32),
        browserSaid: 'Access to the specified native messaging host is forbidden.',
      }),
    ),
    machine: { ...windows, browser: 'edge', extensionId: 'b'.repeat(32) },
  },
  prohibited: {
    companion: exitedState('Access to the native messaging host was disabled by the system administrator.'),
    machine: windows,
  },
  exited: { companion: exitedState('Native host has exited.'), machine: { system: 'macos' } },
  garbled: {
    companion: garbledState('Error when communicating with the native messaging host.'),
    machine: windows,
  },
  'garbled-length': {
    companion: exitedState(
      'Native application tried to send a message of 1668048215 bytes, which exceeds the limit of 1048576 bytes.',
    ),
    machine: { browser: 'firefox' },
  },
  'firefox-temporary': {
    companion: notInstalled,
    machine: { browser: 'firefox', isTemporary: true, isPrivateAllowed: false },
  },
  'old-companion': {
    companion: versionMismatchState('companion'),
    machine: { ...windows, browser: 'brave' },
  },
  'old-companion-packaged': { companion: versionMismatchState('companion'), machine: { isPackaged: true } },
  'old-extension-packaged': { companion: versionMismatchState('extension'), machine: { isPackaged: true } },
  'old-extension': { companion: versionMismatchState('extension') },
  'broken-configuration': {
    companion: failedState(
      findingOf('CONFIG_INVALID', { file: '/home/user/.config/hubpass/config.json', problem: 'no JSON' }),
    ),
  },
  'no-site': { companion: readyState([]) },
  'no-site-windows': { companion: readyState([]), machine: { ...windows, browser: 'edge' } },
  'no-site-asking': {
    companion: readyState([]),
    siteAction: { name: 'add', site: 'production', status: 'working' },
  },
  'no-site-refused': {
    companion: readyState([]),
    siteAction: {
      name: 'add',
      site: 'production',
      status: 'failed',
      finding: findingOf('SITE_CHANGE_REFUSED', { site: 'production' }),
    },
  },
  'ready-added': {
    companion: readyState(),
    shortcut: 'Alt+Shift+H',
    siteAction: { name: 'add', site: 'staging', status: 'done', isChange: false },
  },
  ready: { companion: readyState(), shortcut: 'Alt+Shift+H' },
  'ready-with-folder': { companion: withFolder('0.1.0'), shortcut: 'Alt+Shift+H' },
  'ready-outdated': { companion: withFolder('0.2.0'), shortcut: 'Alt+Shift+H' },
  'signed-in': { companion: readyState(), shortcut: 'Alt+Shift+H', hasSignedIn: true },
  'ready-without-key': { companion: readyState(sites.slice(0, 1)), machine: { browser: 'vivaldi' } },
}
