import type { Command } from 'commander'
import { HubpassError } from '#protocol/errors'
import { readConfiguration } from '../../config/configuration.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { updateConfiguration } from '../../config/update.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { assertPathsExist, assertPemIsFolder } from '../options/check-paths.ts'
import { hasCredentialOption } from '../options/credential.ts'
import { discoverCredential } from '../options/discover-credential.ts'
import { parseSiteOptions, type SiteOptions } from '../options/site.ts'
import {
  type CredentialState,
  findSiteChanges,
  formatSite,
  formatSiteChanges,
  inspectCredential,
  printWarnings,
  type SiteChange,
} from '../output/site.ts'
import { rewriteCommands } from '../rewrite-commands.ts'

/** `hubpass site add` */
export function addSiteAddCommand(site: Command, toAction: ActionAdapter): void {
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
    .option('--force', 'also where files are not there yet, or do not load')
    .addHelpText('after', examples)
    .action(toAction(add))
}

const examples = `
Examples:
  $ hubpass site add acme --hub https://qlik.acme.com
  $ hubpass site add acme --hub https://qlik.acme.com --pem ./certificates
  $ hubpass site add acme --hub https://qlik.acme.com --cert c.pem --key k.pem --ca root.pem --users 'TESTING\\*'
  $ hubpass site add acme --hub https://qlik.acme.com --pfx client.pfx --passphrase-env ACME_PASSPHRASE
  $ hubpass site add acme --hub https://qlik.acme.com --windows-store 0123…CDEF --ca root.pem
`

async function add(
  id: string,
  { force = false, ...options }: SiteOptions & { force?: boolean },
): Promise<CommandOutput> {
  const site = hasCredentialOption(options)
    ? parseSiteOptions(id, options)
    : parseSiteOptions(id, options, await discoverCredential(options))
  await assertPemIsFolder(options.pem)
  const { sites } = await readConfiguration()
  const existing = sites.find(other => other.id === id)
  const credential = await (force
    ? inspectCredential(site)
    : requireWorkingCredential(site, options, existing))
  const previous = await addOrReplaceSite(site)
  const changes = previous === undefined ? [] : findSiteChanges(previous, site)
  printChanges(previous, site, changes)
  printWarnings(credential)
  return {
    result: { site, replaced: previous !== undefined, changes, credential },
    text: `Site ${id} ${previous === undefined ? 'added' : 'replaced'}.\n${formatSite(site, credential)}${formatNextStep(id, credential)}`,
  }
}

/** Where the credential does not load, that is to be mended first. */
const formatNextStep = (id: string, { ok }: CredentialState): string =>
  ok
    ? rewriteCommands(
        `\nNext: "hubpass doctor ${id}" checks all that a sign-in needs, "hubpass install" tells browsers.`,
      )
    : ''

/** Throws CREDENTIAL_FILE_MISSING for a place that is not there, and what keeps a new credential from taking over from one that works. */
async function requireWorkingCredential(
  site: SiteConfiguration,
  options: SiteOptions,
  existing: SiteConfiguration | undefined,
): Promise<CredentialState> {
  try {
    await assertPathsExist(options)
    const credential = await inspectCredential(site)
    if (!credential.ok && existing !== undefined && (await inspectCredential(existing)).ok)
      throw new HubpassError(credential.error)
    return credential
  } catch (error) {
    const siteState = existing === undefined ? 'not added' : 'kept as it was'
    process.stderr.write(
      `Site ${site.id} is ${siteState}: the new credential does not work (--force to take it).\n`,
    )
    throw error
  }
}

/** Gives what was there before. */
async function addOrReplaceSite(site: SiteConfiguration): Promise<SiteConfiguration | undefined> {
  let previous: SiteConfiguration | undefined
  await updateConfiguration(current => {
    previous = current.sites.find(({ id }) => id === site.id)
    const updatedSites = current.sites.map(other => (other.id === site.id ? site : other))
    return { ...current, sites: previous === undefined ? [...current.sites, site] : updatedSites }
  })
  return previous
}

function printChanges(
  previous: SiteConfiguration | undefined,
  site: SiteConfiguration,
  changes: SiteChange[],
): void {
  if (changes.length === 0) return
  const isUserLimitRemoved = previous?.users !== undefined && site.users === undefined
  process.stderr.write(`${formatSiteChanges(site.id, changes, isUserLimitRemoved)}\n`)
}
