import type { Command } from 'commander'
import { formatUserName } from '#protocol/identity'
import { users as findUsers } from '../../commands/users.ts'
import { pluralize } from '../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { createCommandContext } from '../command-context.ts'
import { runInterruptible } from '../interrupt.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { formatTable } from '../output/table.ts'

/** `hubpass users [site] --like text` */
export function addUsersCommand(program: Command, toAction: ActionAdapter): void {
  const command = program.command('users').description('Find users of a site in the Repository Service.')
  addSiteArgument(command)
    .requiredOption('--like <text>', 'a part of a user id or name (required)')
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, { like }: { like: string }, command: Command) =>
        list((await resolveSite(command)).site, like),
      ),
    )
}

const examples = `
Examples:
  $ hubpass users acme --like ann
`

/** Users whom the site may not impersonate are only counted. */
async function list(site: string, search: string): Promise<CommandOutput> {
  const result = await runInterruptible(async signal =>
    findUsers({ site, search }, createCommandContext(signal)),
  )
  const rows = result.users.map(user => [
    formatUserName(user),
    user.name ?? '',
    user.hasAccessPass === undefined ? 'not known' : user.hasAccessPass ? 'yes' : 'no',
  ])
  const table = rows.length === 0 ? 'No users.' : formatTable(['User', 'Name', 'Access pass'], rows)
  const hidden = result.hidden === 0 ? '' : `\n${pluralize(result.hidden, 'more user')}, not listed`
  return { result, text: table + hidden }
}
