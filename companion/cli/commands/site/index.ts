import type { Command } from 'commander'
import { readConfiguration, requireSite } from '../../../config/configuration.ts'
import { chooseDefaultSite, findDefaultSite, readChosenSite } from '../../../config/default-site.ts'
import { updateConfiguration } from '../../../config/update.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { confirm, yesOption } from '../../confirm.ts'
import { getExitCode } from '../../exit-codes.ts'
import { siteIdHelp } from '../../options/values.ts'
import { formatSite, inspectCredential, printWarnings } from '../../output/site.ts'
import { formatSites } from '../../output/site-list.ts'
import { rewriteCommands } from '../../rewrite-commands.ts'
import { addSiteAddCommand } from './add.ts'
import { addSiteEditCommand } from './edit.ts'

/** `hubpass site add | edit | list | show | use | remove` */
export function addSiteCommands(program: Command, toAction: ActionAdapter): void {
  const site = program.command('site').description('Manage Qlik Sense sites.').helpCommand(false)
  addSiteAddCommand(site, toAction)
  addSiteEditCommand(site, toAction)
  site.command('list').description('List the sites.').action(toAction(list))
  site
    .command('show')
    .summary('Show a site and check its credential.')
    .description('Show a site and check whether its credential loads. Exits with 3 if it does not.')
    .argument('<id>', siteIdHelp)
    .action(toAction(show))
  site
    .command('use')
    .description('Choose the site of commands that name none. A single site needs no choice.')
    .argument('[id]', `${siteIdHelp}; without it, shows the current choice`)
    .option('--none', 'choose none')
    .action(toAction(use))
  site
    .command('remove')
    .description('Remove a site.')
    .argument('<id>', siteIdHelp)
    .option(...yesOption)
    .action(toAction(remove))
}

async function list(): Promise<CommandOutput> {
  const { sites } = await readConfiguration()
  const defaultSite = await findDefaultSite()
  return {
    result: { sites, ...(defaultSite === undefined ? {} : { defaultSite }) },
    text:
      sites.length > 0
        ? await formatSites(sites, defaultSite)
        : rewriteCommands('No sites yet. Add one with "hubpass site add".'),
  }
}

async function show(id: string): Promise<CommandOutput> {
  const site = await requireSite(id)
  const credential = await inspectCredential(site)
  printWarnings(credential)
  const output = { result: { site, credential }, text: formatSite(site, credential) }
  return credential.ok ? output : { ...output, exitCode: getExitCode(credential.error) }
}

async function use(id: string | undefined, { none = false }: { none?: boolean }): Promise<CommandOutput> {
  if (id !== undefined) await requireSite(id)
  if (id !== undefined || none) await chooseDefaultSite(id)
  const defaultSite = await findDefaultSite()
  return {
    result: { defaultSite: defaultSite ?? null },
    text:
      defaultSite === undefined
        ? 'Commands that name no site have no default site.'
        : `Commands that name no site use ${defaultSite}.`,
  }
}

async function remove(id: string, confirmation: { yes?: boolean }): Promise<CommandOutput> {
  await requireSite(id)
  await confirm(`Remove the site ${id}?`, confirmation)
  await updateConfiguration(current => ({
    ...current,
    sites: current.sites.filter(site => site.id !== id),
  }))
  if ((await readChosenSite().catch(() => undefined)) === id) await chooseDefaultSite(undefined)
  return { result: { removed: id }, text: `Site ${id} removed.` }
}
