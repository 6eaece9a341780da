import type { Command } from 'commander'
import { formatUserName } from '#protocol/identity'
import { parsePrefix } from '#protocol/parse-prefix'
import { describePrefix } from '#protocol/prefix'
import { endUserSessions } from '../../commands/log-out.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { createCommandContext } from '../command-context.ts'
import { runInterruptible } from '../interrupt.ts'
import { prefixHelp, requireUserName, siteIdHelp } from '../options/values.ts'
import { formatSessionCount } from '../output/sessions.ts'

/** `hubpass user logout` */
export function addUserCommands(program: Command, toAction: ActionAdapter): void {
  program
    .command('user')
    .description("Manage a user's sessions.")
    .helpCommand(false)
    .command('logout')
    .description('End all sessions of a user on a virtual proxy.')
    .argument('<site>', siteIdHelp)
    .argument('<user>', 'user, as "DIRECTORY\\id"')
    .option('--prefix <prefix>', prefixHelp)
    .action(toAction(logout))
}

async function logout(site: string, name: string, options: { prefix?: string }): Promise<CommandOutput> {
  const prefix = parsePrefix(options.prefix ?? '')
  const user = requireUserName(name, 'User')
  const { sessions: ended } = await runInterruptible(signal =>
    endUserSessions({ site, prefix, user }, createCommandContext(signal)),
  )
  return {
    result: { ...user, prefix, ended },
    text: `Ended ${formatSessionCount(ended)} of ${formatUserName(user)} on ${describePrefix(prefix)}.`,
  }
}
