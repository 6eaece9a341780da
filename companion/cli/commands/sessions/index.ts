import type { Command } from 'commander'
import type { ActionAdapter } from '../../command.ts'
import { addEndCommand } from './end.ts'
import { addListCommand } from './list.ts'
import { addMakeCommand } from './make.ts'
import { addSweepCommand } from './sweep.ts'

/** Every command of the group, in the order of the help. */
const subcommands = [addMakeCommand, addEndCommand, addListCommand, addSweepCommand]

/** `hubpass sessions` */
export function addSessionsCommands(program: Command, toAction: ActionAdapter): void {
  const sessions = program
    .command('sessions')
    .description('Manage the sessions that programs on this machine have made for tests.')
    .helpCommand(false)
  for (const add of subcommands) add(sessions, toAction)
}
