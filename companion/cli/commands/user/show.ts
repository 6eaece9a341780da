import type { Command } from 'commander'
import { findAccessFinding } from '#protocol/findings/access-finding'
import { formatUserName } from '#protocol/identity'
import { parseUser, requireUserName } from '#protocol/identity-rules'
import { userAccess } from '../../../commands/user-access.ts'
import { requireSite } from '../../../config/configuration.ts'
import { listLicenseRequests } from '../../../qlik/qrs/access/license-requests.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { createCommandContext } from '../../command-context.ts'
import { runInterruptible } from '../../interrupt.ts'
import { addSiteArgument, resolveSite } from '../../options/site-argument.ts'
import { userArgument } from '../../options/values.ts'
import { formatUserAccess } from '../../output/user-access.ts'

/** `hubpass user show [site] 'DIR\id'` */
export function addShowCommand(user: Command, toAction: ActionAdapter): void {
  const command = user
    .command('show')
    .description(
      'Show what the Repository Service knows of a user: state, roles, type of access and how much of it is left. Changes nothing.',
    )
  addSiteArgument(command, userArgument)
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, _user: unknown, _options: unknown, command: Command) => {
        const { site, following } = await resolveSite(command)
        return show(site, following)
      }),
    )
}

const examples = `
Examples:
  $ hubpass user show acme "TESTING\\anna"
`

async function show(site: string, name: string): Promise<CommandOutput> {
  const user = parseUser(requireUserName(name, 'User'))
  const access = await runInterruptible(signal => userAccess({ site, user }, createCommandContext(signal)))
  const problem = findAccessFinding(user, access)
  const requests = listLicenseRequests((await requireSite(site)).qrs, user, access)
  return {
    result: { site, ...user, ...access, ...(problem === undefined ? {} : { problem }), requests },
    text: formatUserAccess({ user: formatUserName(user), access, problem, requests }),
  }
}
