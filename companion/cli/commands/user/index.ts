import type { Command } from 'commander'
import type { ActionAdapter } from '../../command.ts'
import { addLogoutCommand } from './logout.ts'
import { addShowCommand } from './show.ts'

/** `hubpass user` */
export function addUserCommands(program: Command, toAction: ActionAdapter): void {
  const user = program
    .command('user')
    .description("Show what Qlik Sense knows of a user, or manage the user's sessions.")
    .helpCommand(false)
  addShowCommand(user, toAction)
  addLogoutCommand(user, toAction)
}
