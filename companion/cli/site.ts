import type { Command } from 'commander'
import { expectSite, readConfiguration } from '../config/configuration.ts'
import { updateConfiguration } from '../config/update.ts'
import { checkCredential, describeSite, tellWarnings } from './describe-site.ts'
import { exitCodeOf } from './exit-codes.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { runnable } from './runnable.ts'
import { addSiteAdd } from './site-add.ts'
import { siteIdHelp } from './site-id.ts'

/** `hubpass site add | list | show | remove` */
export function addSiteCommands(program: Command, act: Act): void {
  const site = program.command('site').description('Say which Qlik Sense sites there are.').helpCommand(false)
  addSiteAdd(site, act)
  site.command('list').description('List the sites.').action(act(list))
  site
    .command('show')
    .description('Show one site and whether its credential loads (exit code 3 when it does not).')
    .argument('<id>', siteIdHelp)
    .action(act(show))
  site.command('remove').description('Forget a site.').argument('<id>', siteIdHelp).action(act(remove))
}

async function list(): Promise<Outcome> {
  const { sites } = await readConfiguration()
  const width = Math.max(...sites.map(({ id }) => id.length))
  const lines = sites.map(({ id, hub }) => `${id.padEnd(width)}  ${hub}`)
  return {
    result: { sites },
    text: lines.length > 0 ? lines.join('\n') : runnable('No sites yet. Add one with "hubpass site add".'),
  }
}

async function show(id: string): Promise<Outcome> {
  const site = await expectSite(id)
  const credential = await checkCredential(site)
  tellWarnings(credential)
  const outcome = { result: { site, credential }, text: describeSite(site, credential) }
  return credential.ok ? outcome : { ...outcome, exitCode: exitCodeOf(credential.error) }
}

async function remove(id: string): Promise<Outcome> {
  await expectSite(id)
  await updateConfiguration(current => ({
    ...current,
    sites: current.sites.filter(site => site.id !== id),
  }))
  return { result: { removed: id }, text: `Site ${id} removed.` }
}
