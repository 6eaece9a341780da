import type { Command } from 'commander'
import { companionVersion } from '../../util/version.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'

/** `hubpass version` */
export function addVersionCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('version')
    .description('Show the versions of Hubpass and Node.js.')
    .action(toAction(showVersion))
}

/** The output of the command; `hubpass --version` has the same result. */
export const showVersion = (): CommandOutput => ({
  result: { version: companionVersion, node: process.versions.node, platform: process.platform },
  text: `hubpass ${companionVersion} (Node ${process.versions.node}, ${process.platform})`,
})
