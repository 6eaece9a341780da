import type { Command } from 'commander'
import { formatUserName } from '#protocol/identity'
import { requireUserName } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { describePrefix } from '#protocol/prefix'
import { endUserSessions } from '../../../commands/log-out.ts'
import { withExplainedPrefix } from '../../../doctor/explain-prefix.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { createCommandContext } from '../../command-context.ts'
import { confirmForSite, yesOption } from '../../confirm.ts'
import { runInterruptible } from '../../interrupt.ts'
import { addSiteArgument, resolveSite } from '../../options/site-argument.ts'
import { prefixHelp, userArgument } from '../../options/values.ts'
import { formatSessionCount } from '../../output/sessions.ts'

interface LogoutOptions {
  prefix?: string
  yes?: boolean
}

/** `hubpass user logout [site] 'DIR\id'` */
export function addLogoutCommand(user: Command, toAction: ActionAdapter): void {
  const command = user.command('logout').description('End all sessions of a user on a virtual proxy.')
  addSiteArgument(command, userArgument)
    .option('-p, --prefix <prefix>', prefixHelp)
    .option(...yesOption)
    .action(
      toAction(async (_site: unknown, _user: unknown, options: LogoutOptions, command: Command) => {
        const { site, following } = await resolveSite(command)
        return logout(site, following, options)
      }),
    )
}

async function logout(
  site: string,
  name: string,
  { prefix: received = '', ...confirmation }: LogoutOptions,
): Promise<CommandOutput> {
  const prefix = parsePrefix(received)
  const user = requireUserName(name, 'User')
  await confirmForSite(
    site,
    `End all sessions of ${formatUserName(user)} on ${describePrefix(prefix)} of ${site}?`,
    confirmation,
  )
  const { sessions: ended } = await withExplainedPrefix(site, () =>
    runInterruptible(signal => endUserSessions({ site, prefix, user }, createCommandContext(signal))),
  )
  return {
    result: { ...user, prefix, ended },
    text: `Ended ${formatSessionCount(ended)} of ${formatUserName(user)} on ${describePrefix(prefix)}.`,
  }
}
