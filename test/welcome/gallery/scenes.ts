import { type Finding, findingOf } from '#protocol/findings/index'
import { extensionId } from '#protocol/limits'
import type { CompanionState } from '#shared/state'
import type { Machine } from '../../../src/welcome/machine.ts'

export interface WelcomeScene {
  companion: CompanionState
  machine?: Partial<Machine>
  shortcut?: string
}

export const machine: Machine = { system: 'linux', browser: 'chrome', extensionId }

const sites = [
  { id: 'production', hub: 'https://qlik.example.com' },
  { id: 'staging', hub: 'https://qlik-staging.example.com:8443' },
]
const failed = (finding: Finding): CompanionState => ({ status: 'failed', finding })
const ready = (known = sites): CompanionState => ({ status: 'ready', version: '0.1.0', sites: known })
const exited = (browserSaid: string) => failed(findingOf('COMPANION_EXITED', { browserSaid }))
const garbled = (detail: string) => failed(findingOf('COMPANION_GARBLED', { detail }))
const mismatch = (older: 'extension' | 'companion') => {
  const [mine, theirs] = older === 'extension' ? [1, 3] : [3, 1]
  return failed(
    findingOf('VERSION_MISMATCH', {
      older,
      extension: { min: mine, max: mine },
      companion: { min: theirs, max: theirs + 1 },
    }),
  )
}

const notInstalled = failed(
  findingOf('COMPANION_NOT_INSTALLED', { browserSaid: 'Specified native messaging host not found.' }),
)
const windows = { system: 'windows' } as const

/** Every main state of the page, by name. */
export const scenes: Record<string, WelcomeScene> = {
  'not-installed': { companion: notInstalled },
  'not-installed-windows': { companion: notInstalled, machine: { ...windows, browser: 'edge' } },
  'not-installed-store-id': { companion: notInstalled, machine: { extensionId: 'a'.repeat(32) } },
  forbidden: {
    companion: failed(
      findingOf('COMPANION_FORBIDDEN', {
        extensionId: 'b'.repeat(32),
        browserSaid: 'Access to the specified native messaging host is forbidden.',
      }),
    ),
    machine: { ...windows, browser: 'edge', extensionId: 'b'.repeat(32) },
  },
  prohibited: {
    companion: exited('Access to the native messaging host was disabled by the system administrator.'),
    machine: windows,
  },
  exited: { companion: exited('Native host has exited.'), machine: { system: 'macos' } },
  garbled: {
    companion: garbled('Error when communicating with the native messaging host.'),
    machine: windows,
  },
  'garbled-length': {
    companion: exited(
      'Native application tried to send a message of 1668048215 bytes, which exceeds the limit of 1048576 bytes.',
    ),
    machine: { browser: 'firefox' },
  },
  'old-companion': { companion: mismatch('companion'), machine: { ...windows, browser: 'brave' } },
  'old-extension': { companion: mismatch('extension') },
  'broken-configuration': {
    companion: failed(
      findingOf('CONFIG_INVALID', { file: '/home/user/.config/hubpass/config.json', problem: 'no JSON' }),
    ),
  },
  'no-site': { companion: ready([]) },
  'no-site-windows': { companion: ready([]), machine: { ...windows, browser: 'edge' } },
  ready: { companion: ready(), shortcut: 'Alt+Shift+H' },
  'ready-without-key': { companion: ready(sites.slice(0, 1)), machine: { browser: 'vivaldi' } },
}
