import type { Command } from 'commander'
import { requireSite } from '../../config/configuration.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { parseQrsPath } from '../../qlik/qrs/path.ts'
import { formatLoggedJson } from '../../util/log-commands.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'

/** `hubpass qrs <site> <path>` */
export function addQrsCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('qrs')
    .description('Send a GET request to the Repository Service and print its JSON.')
  addSiteArgument(command, ['path', 'path below /qrs/, for example about'])
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, _path: unknown, _options: unknown, command: Command) => {
        const { site, following } = await resolveSite(command)
        return queryQrs(site, following)
      }),
    )
}

const examples = `
Examples:
  $ hubpass qrs acme about
  $ hubpass qrs acme "virtualproxyconfig/full?filter=prefix eq 'sales'"
`

async function queryQrs(id: string, received: string): Promise<CommandOutput> {
  const path = parseQrsPath(received)
  const qrs = await connectToQrs(await requireSite(id))
  const { content } = await runInterruptible(signal => qrs.getUnlimited(path, { signal }))
  return { result: content, text: formatLoggedJson(content, 2) }
}
