import { message, type Text } from '#messages/message'
import { finding, toSeconds } from './finding.ts'

/** Findings between the extension and the companion. */
export const setupFindings = {
  COMPANION_NOT_INSTALLED: finding<{ browserSaid: string }>(),
  COMPANION_FORBIDDEN: finding<{ extensionId: string; browserSaid: string }>(),
  COMPANION_EXITED: finding<{ browserSaid: string }>(),
  COMPANION_GARBLED: finding<{ detail: Text }>(),
  COMPANION_TIMEOUT: finding<{ command: string; afterMs: number }>(({ afterMs }) => ({
    values: { seconds: toSeconds(afterMs) },
  })),
  VERSION_MISMATCH: finding<VersionMismatch>(({ older, extension, companion }) => ({
    variants: [older],
    values: { extension: describeRange(extension), companion: describeRange(companion) },
  })),
  BROWSER_SANDBOXED: finding<{ browser: string; sandbox: string; path: string }>(),
  HOSTS_BLOCKED_BY_POLICY: finding<PolicyBlock>(),
  PROFILE_ELSEWHERE: finding<{ browser: string; folder: string; place: string }>(),
  NO_SITE_CONFIGURED: finding<{ file: string }>(),
  FILE_EXPOSED: finding<ExposedFile>(({ access }) => ({ variants: [access] })),
  BROWSER_NOT_REGISTERED: finding<{ browsers: string[] }>(({ browsers }) => ({
    variants: [browsers.length === 0 && 'none'],
  })),
  REGISTRATION_BROKEN: finding<BrokenRegistration>(),
  LAUNCHER_BROKEN: finding<{ launcher: string; problem: Text }>(),
  COMPANION_OUTDATED: finding<{ installed: string; current: string }>(),
  NODE_VARIABLES_SET: finding<{ variables: string[] }>(),
  INSTALLED_BY_PACKAGE: finding<{ package: 'msi' | 'deb' }>(({ package: kind }) => ({
    variants: [kind === 'deb' && 'deb'],
  })),
  EXTENSION_OUTDATED: finding<{ loaded: string; current: string; folder: string }>(),
  NEEDS_ADMINISTRATOR: finding<{ command: string; platform: string }>(({ platform }) => ({
    variants: [platform === 'win32' && 'windows'],
  })),
  POLICY_VALUE_IGNORED: finding<IgnoredPolicyValue>(),
  COMPANION_TOO_OLD: finding<{ command: string; companion: string }>(),
  BROWSER_MISSING: finding<{ browser?: string; reason?: Text }>(({ browser }) => ({
    variants: [browser === undefined && 'none'],
  })),
}

/** A closed range of protocol versions. */
export interface VersionRange {
  min: number
  max: number
}

export interface PolicyBlock {
  browser: string
  policy: string
  /** The file or the registry key that contains it. */
  place: string
}

export interface IgnoredPolicyValue {
  browser: string
  /** The file or the registry key that contains it. */
  place: string
  /** Such as `personas.1.userId`. */
  setting: string
  problem: Text
}

export interface ExposedFile {
  path: string
  /** Octal. */
  rights: string
  /** Others can change it: by its rights, or because it belongs to one of them. Else they can read it. */
  access?: 'write' | 'owner'
}

export interface BrokenRegistration {
  browser: string
  /** The manifest or the registry key. */
  place: string
  problem: string
}

export interface VersionMismatch {
  older: 'extension' | 'companion'
  extension: VersionRange
  companion: VersionRange
}

const describeRange = ({ min, max }: VersionRange): Text =>
  min === max ? String(min) : message('versionRange', { min, max })
