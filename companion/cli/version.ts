import type { Command } from 'commander'
import { companionVersion } from '../version.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'

/** `hubpass version` */
export function addVersionCommand(program: Command, act: Act): void {
  program
    .command('version')
    .description('Say which version of Hubpass and of Node this is.')
    .action(act(version))
}

const version = (): Outcome => ({
  result: { version: companionVersion, node: process.versions.node, platform: process.platform },
  text: `hubpass ${companionVersion} (Node ${process.versions.node}, ${process.platform})`,
})
