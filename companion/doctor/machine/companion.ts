import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { companionVersion } from '../../util/version.ts'
import type { Check, CheckOutcome } from '../check.ts'
import type { Installation } from './installation.ts'
import { type HandshakeResult, pingLauncher } from './ping-launcher.ts'

/** The minimum of `engines` in package.json. */
const minimumNodeVersion = [20, 19] as const

/**
 * Returns a check that starts the installed companion as a browser does, or none without an
 * installation.
 */
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

/** Throws LAUNCHER_BROKEN if the companion runs on an unsupported Node. */
export function checkHandshake({ companion, node, ms }: HandshakeResult, launcher: string): CheckOutcome {
  if (isNodeTooOld(node))
    throw failure('LAUNCHER_BROKEN', {
      launcher,
      problem: `it runs on Node ${node}, older than ${minimumNodeVersion.join('.')}`,
    })
  return {
    note: `version ${companion} answered within ${ms} ms on Node ${node}`,
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
