import type { Command } from 'commander'
import { HubpassError } from '#protocol/errors'
import { readConfiguration } from '../../config/configuration.ts'
import { saveSite } from '../../config/save-site.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
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
    .summary('Add or replace a site.')
    .description(
      'Add or replace a site. Keeps a working site if the new credential does not load (override with --force). Without credential options, searches the usual folders.',
    )
    .argument('<id>', 'short name: lowercase letters, digits, - and _')
    .requiredOption('--hub <url>', 'address of the hub (required), for example https://qlik.acme.com')
    .option('--pem <folder>', 'folder with client.pem, client_key.pem and root.pem, as exported by the QMC')
    .option('--cert <file>', 'client certificate in PEM format, instead of --pem')
    .option('--key <file>', 'private key of the certificate in PEM format')
    .option('--pfx <file>', 'PFX file with client certificate and key, instead of --pem')
    .option('--windows-store <thumbprint>', 'certificate in the Windows store; its key stays there')
    .option(
      '--ca <file>',
      'root certificate of the site, PEM or DER (default: from the PFX file, or root.pem or root.cer next to it)',
    )
    .option('--passphrase-env <variable>', 'environment variable with the passphrase of the key or PFX file')
    .option('--qps <host:port>', "REST API of the Proxy Service (default: the hub's host, port 4243)")
    .option('--qrs <host:port>', "Repository Service (default: the hub's host, port 4242)")
    .option('--tls-server-name <name>', 'name in the server certificate, if it differs from the host')
    .option(
      '--users <pattern...>',
      'users who may be impersonated, for example "TESTING_*\\*" (default: all)',
    )
    .option('--force', 'save the site even if its files are missing or do not load')
    .addHelpText('after', details)
    .action(toAction(add))
}

const details = `
Details:
  Without credential options, the command searches the current folder, Downloads
  and the data folder of the companion, each with its direct subfolders.
  On Windows, it also searches the export folder of Qlik Sense and the
  certificate store. Files in Downloads or of other accounts are only
  proposed: confirm them with --pem or --pfx.

Examples:
  $ hubpass site add acme --hub https://qlik.acme.com
  $ hubpass site add acme --hub https://qlik.acme.com --pem ./certificates
  $ hubpass site add acme --hub https://qlik.acme.com --cert c.pem --key k.pem --ca root.pem --users "TESTING\\*"
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
  const previous = await saveSite(site)
  const changes = previous === undefined ? [] : findSiteChanges(previous, site)
  printChanges(previous, site, changes)
  printWarnings(credential)
  return {
    result: { site, replaced: previous !== undefined, changes, credential },
    text: `Site ${id} ${previous === undefined ? 'added' : 'replaced'}.\n${formatSite(site, credential)}${formatNextStep(id, credential)}`,
  }
}

/** A credential that does not load has to be fixed first. */
const formatNextStep = (id: string, { ok }: CredentialState): string =>
  ok
    ? rewriteCommands(
        `\nNext: "hubpass doctor ${id}" checks everything a sign-in needs. "hubpass install" registers the companion with browsers.`,
      )
    : ''

/**
 * Throws CREDENTIAL_FILE_MISSING for a missing path, and the error of a new credential that would
 * replace a working one.
 */
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
    const siteState = existing === undefined ? 'not added' : 'not changed'
    process.stderr.write(
      `Site ${site.id} was ${siteState}: the new credential does not work. Pass --force to save it anyway.\n`,
    )
    throw error
  }
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
