import type { Command } from 'commander'
import { HubpassError } from '#protocol/errors'
import { readConfiguration } from '../../../config/configuration.ts'
import type { SiteConfiguration } from '../../../config/schema.ts'
import { updateConfiguration } from '../../../config/update.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { getExitCode } from '../../exit-codes.ts'
import { assertPathsExist, assertPemIsFolder, assertStoreExists } from '../../options/check-paths.ts'
import { hasCredentialOption } from '../../options/credential.ts'
import { discoverCredential } from '../../options/discover-credential.ts'
import { parseSiteOptions, type SiteOptions } from '../../options/site.ts'
import { addSiteOptions } from '../../options/site-options.ts'
import { formatHint, writeNote } from '../../output/notes.ts'
import {
  type CredentialState,
  findSiteChanges,
  formatSite,
  formatSiteChanges,
  inspectCredential,
  printWarnings,
  type SiteChange,
} from '../../output/site.ts'
import { rewriteCommands } from '../../rewrite-commands.ts'

/** `hubpass site add` */
export function addSiteAddCommand(site: Command, toAction: ActionAdapter): void {
  const command = site
    .command('add')
    .summary('Add or replace a site.')
    .description(
      'Add or replace a site. Keeps a working site if the new credential does not load (override with --force). Without credential options, searches the usual folders.',
    )
    .argument('<id>', 'short name: lowercase letters, digits, - and _')
    .requiredOption('--hub <url>', 'address of the hub (required), for example https://qlik.acme.com')
  addSiteOptions(command)
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

  A credential that does not load is saved, and the exit code is 3.

Examples:
  $ hubpass site add acme --hub https://qlik.acme.com
  $ hubpass site add acme --hub https://qlik.acme.com --pem ./certificates
  $ hubpass site add acme --hub https://qlik.acme.com --cert c.pem --key k.pem --ca root.pem --users "TESTING\\*"
  $ hubpass site add acme --hub https://qlik.acme.com --pfx client.pfx --passphrase-env ACME_PASSPHRASE
  $ hubpass site add acme --hub https://qlik.acme.com --thumbprint 0123…CDEF
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
  if (!force) assertStoreExists(site.credential)
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
    exitCode: credential.ok || force ? 0 : getExitCode(credential.error),
    result: { site, replaced: previous !== undefined, changes, credential },
    text: `Site ${id} ${previous === undefined ? 'added' : 'replaced'}.\n${formatSite(site, credential)}${formatNextStep(id, credential)}`,
  }
}

/** A credential that does not load has to be fixed first. */
const formatNextStep = (id: string, { ok }: CredentialState): string =>
  ok
    ? rewriteCommands(
        formatHint(
          `\nNext: "hubpass doctor ${id}" checks everything a sign-in needs. "hubpass install" registers the companion with browsers.`,
        ),
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
    writeNote(
      `Site ${site.id} was ${siteState}: the new credential does not work. Pass --force to save it anyway.\n`,
    )
    throw error
  }
}

/** Returns the site that was replaced, if any. */
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
  writeNote(`${formatSiteChanges(site.id, changes, isUserLimitRemoved)}\n`)
}
