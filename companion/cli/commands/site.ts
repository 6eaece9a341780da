import type { Command } from 'commander'
import { readConfiguration, requireSite } from '../../config/configuration.ts'
import { removeSavedSite } from '../../config/save-site.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { getExitCode } from '../exit-codes.ts'
import { siteIdHelp } from '../options/values.ts'
import { formatSite, inspectCredential, printWarnings } from '../output/site.ts'
import { rewriteCommands } from '../rewrite-commands.ts'
import { addSiteAddCommand } from './site-add.ts'

/** `hubpass site add | list | show | remove` */
export function addSiteCommands(program: Command, toAction: ActionAdapter): void {
  const site = program.command('site').description('Manage Qlik Sense sites.').helpCommand(false)
  addSiteAddCommand(site, toAction)
  site.command('list').description('List the sites.').action(toAction(list))
  site
    .command('show')
    .summary('Show a site and check its credential.')
    .description('Show a site and check whether its credential loads. Exits with 3 if it does not.')
    .argument('<id>', siteIdHelp)
    .action(toAction(show))
  site.command('remove').description('Remove a site.').argument('<id>', siteIdHelp).action(toAction(remove))
}

async function list(): Promise<CommandOutput> {
  const { sites } = await readConfiguration()
  const width = Math.max(...sites.map(({ id }) => id.length))
  const lines = sites.map(({ id, hub }) => `${id.padEnd(width)}  ${hub}`)
  return {
    result: { sites },
    text:
      lines.length > 0 ? lines.join('\n') : rewriteCommands('No sites yet. Add one with "hubpass site add".'),
  }
}

async function show(id: string): Promise<CommandOutput> {
  const site = await requireSite(id)
  const credential = await inspectCredential(site)
  printWarnings(credential)
  const output = { result: { site, credential }, text: formatSite(site, credential) }
  return credential.ok ? output : { ...output, exitCode: getExitCode(credential.error) }
}

async function remove(id: string): Promise<CommandOutput> {
  await requireSite(id)
  await removeSavedSite(id)
  return { result: { removed: id }, text: `Site ${id} removed.` }
}
