import type { Command } from 'commander'
import type { ActionAdapter } from '../../command.ts'
import { addEndCommand } from './end.ts'
import { addMakeCommand } from './make.ts'

/** Every command of the group, in the order of the help. */
const subcommands = [addMakeCommand, addEndCommand]

/** `hubpass sessions` */
export function addSessionsCommands(program: Command, toAction: ActionAdapter): void {
  const sessions = program
    .command('sessions')
    .description('Manage the sessions that programs on this machine have made for tests.')
    .helpCommand(false)
  for (const add of subcommands) add(sessions, toAction)
}
