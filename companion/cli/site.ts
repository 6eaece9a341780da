import type { Command } from 'commander'
import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { expectSite, readConfiguration } from '../config/configuration.ts'
import { updateConfiguration } from '../config/update.ts'
import { expectFolder, namesCredential } from './credential-options.ts'
import { checkCredential, describeSite, tellWarnings } from './describe-site.ts'
import { exitCodeOf } from './exit-codes.ts'
import { findCredential } from './find-credential.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { planSite, type SiteOptions } from './site-options.ts'

/** `hubpass site add | list | show | remove` */
export function addSiteCommands(program: Command, act: Act): void {
  const site = program.command('site').description('Say which Qlik Sense sites there are.').helpCommand(false)
  addAdd(site, act)
  site.command('list').description('List the sites.').action(act(list))
  site
    .command('show')
    .description('Show one site and whether its credential loads (exit code 3 when it does not).')
    .argument('<id>')
    .action(act(show))
  site.command('remove').description('Forget a site.').argument('<id>').action(act(remove))
}

function addAdd(site: Command, act: Act): void {
  site
    .command('add')
    .description(
      'Add a site, or replace the one of that id; one that works is not replaced by one whose credential does not load. Without a credential, looks for one: in this folder, in Downloads, in the home of the companion, one level below these, and on Windows where Qlik exports and in the store.',
    )
    .argument('<id>', 'its short name: lower-case letters, digits, - and _')
    .requiredOption('--hub <url>', 'address of the hub, e.g. https://qlik.acme.com')
    .option('--pem <folder>', 'folder with client.pem, client_key.pem and root.pem as the QMC exports them')
    .option('--cert <file>', 'client certificate in PEM, instead of --pem')
    .option('--key <file>', 'its private key in PEM')
    .option('--pfx <file>', 'client certificate and key in a PFX file, instead of --pem')
    .option('--windows-store <thumbprint>', "certificate in Windows' store, whose key stays there")
    .option(
      '--ca <file>',
      "the site's root certificate in PEM or DER (else the one in the PFX, root.pem or root.cer beside it)",
    )
    .option('--passphrase-env <variable>', 'environment variable that holds the passphrase of the key or PFX')
    .option('--qps <host:port>', "REST API of the proxy service (else the hub's host, port 4243)")
    .option('--qrs <host:port>', "repository service (else the hub's host, port 4242)")
    .option('--tls-server-name <name>', "name in the server's certificate, where it is not the host's")
    .option('--users <pattern...>', "whom to impersonate at most, e.g. 'TESTING_*\\*'")
    .addHelpText('after', examples)
    .action(act(add))
}

const examples = `
Examples:
  $ hubpass site add acme --hub https://qlik.acme.com
  $ hubpass site add acme --hub https://qlik.acme.com --pem ./certificates
  $ hubpass site add acme --hub https://qlik.acme.com --cert c.pem --key k.pem --ca root.pem --users 'TESTING\\*'
  $ hubpass site add acme --hub https://qlik.acme.com --pfx client.pfx --passphrase-env ACME_PASSPHRASE
  $ hubpass site add acme --hub https://qlik.acme.com --windows-store 0123…CDEF --ca root.pem
`

async function add(id: string, options: SiteOptions): Promise<Outcome> {
  await expectFolder(options.pem)
  const site = namesCredential(options)
    ? planSite(id, options)
    : planSite(id, options, await findCredential(options))
  const credential = await checkCredential(site)
  if (!credential.ok) await keepWhatWorks(id, credential.error)
  let replaced = false
  await updateConfiguration(current => {
    replaced = current.sites.some(other => other.id === id)
    const replacing = current.sites.map(other => (other.id === id ? site : other))
    return { ...current, sites: replaced ? replacing : [...current.sites, site] }
  })
  tellWarnings(credential)
  return {
    result: { site, replaced, credential },
    text: `Site ${id} ${replaced ? 'replaced' : 'added'}.\n${describeSite(site, credential)}`,
  }
}

/** A site that works is not replaced by one that does not: then the new credential's finding is thrown. */
async function keepWhatWorks(id: string, error: Finding): Promise<void> {
  const { sites } = await readConfiguration()
  const old = sites.find(site => site.id === id)
  if (old === undefined || !(await checkCredential(old)).ok) return
  process.stderr.write(`Site ${id} is kept as it was: its credential works, the new one does not.\n`)
  throw new HubpassError(error)
}

async function list(): Promise<Outcome> {
  const { sites } = await readConfiguration()
  const width = Math.max(...sites.map(({ id }) => id.length))
  const lines = sites.map(({ id, hub }) => `${id.padEnd(width)}  ${hub}`)
  return {
    result: { sites },
    text: lines.length > 0 ? lines.join('\n') : 'No sites yet. Add one with "hubpass site add".',
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
