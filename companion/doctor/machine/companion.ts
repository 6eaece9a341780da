import { failure } from '#protocol/errors'
import { type Finding, findingOf } from '#protocol/findings/index'
import { companionVersion } from '../../version.ts'
import type { Check, Passed } from '../check.ts'
import { askLauncher, type Greeting } from './ask-launcher.ts'
import type { Installation } from './installation.ts'

/** What package.json says under `engines`. */
const oldestNode = [20, 19] as const

/** Starts the installed companion as a browser does, and expects it to answer; no check where none is installed. */
export const companionCheck = ({ launcher, places }: Installation): Check[] =>
  !places.some(({ isOurs }) => isOurs)
    ? []
    : [
        {
          id: 'companion',
          title: 'Companion',
          run: async signal => judgeGreeting(await askLauncher(launcher, signal), launcher),
        },
      ]

/** Throws LAUNCHER_BROKEN when its Node is too old to be relied on. */
export function judgeGreeting({ companion, node, ms }: Greeting, launcher: string): Passed {
  if (isOld(node))
    throw failure('LAUNCHER_BROKEN', {
      launcher,
      problem: `it runs on Node ${node}, older than ${oldestNode.join('.')}`,
    })
  return {
    note: `${companion} answers a browser's greeting within ${ms} ms, on Node ${node}`,
    warnings: outdated(companion),
  }
}

function isOld(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number)
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
}

const outdated = (installed: string): Finding[] =>
  installed === companionVersion
    ? []
    : [findingOf('COMPANION_OUTDATED', { installed, current: companionVersion })]
