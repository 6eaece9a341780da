import { nativeHostName } from '../constants.ts'
import { type FindingTexts, trimPeriod } from './text.ts'

/** Between the extension and the companion. */
export const setupFindings = {
  COMPANION_NOT_INSTALLED: (_: { browserSaid: string }) => ({
    message: 'The browser found no Hubpass companion on this machine.',
    remedy: 'Run "hubpass install" on this machine, then try again.',
  }),
  COMPANION_FORBIDDEN: ({ extensionId }: { extensionId: string; browserSaid: string }) => ({
    message: `The companion is registered, but not for this extension (${extensionId}).`,
    remedy: `Run "hubpass install --extension-id ${extensionId}" on this machine, then try again.`,
  }),
  COMPANION_EXITED: ({ browserSaid }: { browserSaid: string }) => ({
    message: `The companion ended before it answered (the browser says: ${trimPeriod(browserSaid)}).`,
    remedy:
      'Run "hubpass version" in a terminal: it starts the same program and shows what stops it. If it works there, run "hubpass install" again.',
  }),
  COMPANION_GARBLED: ({ detail }: { detail: string }) => ({
    message: `The companion's answer could not be read: ${trimPeriod(detail)}.`,
    remedy: 'Run "hubpass install" again, so that nothing else prints into the channel of the companion.',
  }),
  COMPANION_TIMEOUT: ({ command, afterMs }: { command: string; afterMs: number }) => ({
    message: `The companion did not answer "${command}" within ${afterMs / 1000} seconds.`,
    remedy: 'Try again; if it stays silent, run "hubpass version" in a terminal to see whether it starts.',
  }),
  VERSION_MISMATCH: ({ older, extension, companion }: VersionMismatch) => ({
    message: `The extension speaks protocol ${span(extension)}, the companion ${span(companion)}: the ${older} is too old.`,
    remedy:
      older === 'companion'
        ? 'Download the current companion and run "hubpass install".'
        : 'Update the extension in the browser, then try again.',
  }),
  BROWSER_SANDBOXED: ({ browser, sandbox, path }: { browser: string; sandbox: string; path: string }) => ({
    message: `There is a ${browser} from ${sandbox} on this machine (${path}); its sandbox keeps it from starting the companion.`,
    remedy: `Use a ${browser}, or another browser, that comes from its maker or as a package of your distribution.`,
  }),
  HOSTS_BLOCKED_BY_POLICY: ({ browser, policy, place }: PolicyBlock) => ({
    message: `A policy keeps ${browser} from starting the companion: ${policy} in ${place}.`,
    remedy: `Ask the administrator of this machine to allow the native messaging host "${nativeHostName}" of users, or use another browser.`,
  }),
  PROFILE_ELSEWHERE: ({ browser, folder, place }: { browser: string; folder: string; place: string }) => ({
    message: `${place} starts ${browser} with another folder of user data, ${folder}; there it does not find the companion.`,
    remedy: `Run "hubpass install --user-data-dir" with that folder as well.`,
  }),
  NO_SITE_CONFIGURED: ({ file }: { file: string }) => ({
    message: `No site is configured yet (in ${file}).`,
    remedy: 'Add one with "hubpass site add <id> --hub <url>".',
  }),
  FILE_EXPOSED: ({ path, rights }: { path: string; rights: string }) => ({
    message: `Others on this machine may use ${path} (its rights are ${rights}).`,
    remedy: `Run "chmod 600" on it.`,
  }),
  BROWSER_NOT_REGISTERED: ({ browsers }: { browsers: string[] }) => ({
    message:
      browsers.length === 0
        ? 'No browser can start the companion; the command line works without.'
        : `${browsers.join(', ')} cannot start the companion, nobody has told it where that is.`,
    remedy: 'Run "hubpass install" to use the extension.',
  }),
  REGISTRATION_BROKEN: ({ browser, place, problem }: BrokenRegistration) => ({
    message: `${browser} cannot start the companion: ${problem} (${place}).`,
    remedy: 'Run "hubpass install" again.',
  }),
  LAUNCHER_BROKEN: ({ launcher, problem }: { launcher: string; problem: string }) => ({
    message: `The companion that browsers start does not answer: ${problem} (${launcher}).`,
    remedy: 'Run "hubpass install" again, with the Node that shall run it.',
  }),
  COMPANION_OUTDATED: ({ installed, current }: { installed: string; current: string }) => ({
    message: `Browsers start Hubpass ${installed}, while this is ${current}.`,
    remedy: 'Run "hubpass install" again.',
  }),
} satisfies FindingTexts

/** A closed range of protocol versions. */
export interface VersionRange {
  min: number
  max: number
}

export interface PolicyBlock {
  browser: string
  policy: string
  /** The file, or the key of the registry, where it is set. */
  place: string
}

export interface BrokenRegistration {
  browser: string
  /** The manifest, or the key of the registry. */
  place: string
  problem: string
}

export interface VersionMismatch {
  older: 'extension' | 'companion'
  extension: VersionRange
  companion: VersionRange
}

const span = ({ min, max }: VersionRange): string => (min === max ? `${min}` : `${min} to ${max}`)
