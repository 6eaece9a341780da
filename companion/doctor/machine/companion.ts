import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/to-finding'
import { companionVersion } from '../../util/version.ts'
import type { Check, CheckOutcome } from '../check.ts'
import type { Installation } from './installation.ts'
import { type HandshakeResult, pingLauncher } from './ping-launcher.ts'

/** What package.json says under `engines`. */
const minimumNodeVersion = [20, 19] as const

/** Starts the installed companion as a browser does, and expects it to answer; no check where none is installed. */
export const createCompanionChecks = ({ launcher, locations }: Installation): Check[] =>
  !locations.some(({ isOurs }) => isOurs)
    ? []
    : [
        {
          id: 'companion',
          title: 'Companion',
          run: async signal => checkHandshake(await pingLauncher(launcher, signal), launcher),
        },
      ]

/** Throws LAUNCHER_BROKEN when its Node is too old to be relied on. */
export function checkHandshake({ companion, node, ms }: HandshakeResult, launcher: string): CheckOutcome {
  if (isNodeTooOld(node))
    throw failure('LAUNCHER_BROKEN', {
      launcher,
      problem: `it runs on Node ${node}, older than ${minimumNodeVersion.join('.')}`,
    })
  return {
    note: `${companion} answers a browser's greeting within ${ms} ms, on Node ${node}`,
    warnings: findOutdatedWarnings(companion),
  }
}

function isNodeTooOld(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number)
  return major < minimumNodeVersion[0] || (major === minimumNodeVersion[0] && minor < minimumNodeVersion[1])
}

const findOutdatedWarnings = (installed: string): Finding[] =>
  installed === companionVersion
    ? []
    : [findingOf('COMPANION_OUTDATED', { installed, current: companionVersion })]
