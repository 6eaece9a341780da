import type { Command } from 'commander'
import { readConfiguration } from '../../../config/configuration.ts'
import { hasCredentialOption, parseCredentialOptions } from '../../../config/options/credential.ts'
import { parseSiteAddresses, parseSiteId, type SiteOptions } from '../../../config/options/site.ts'
import { saveSite } from '../../../config/save-site.ts'
import type { SiteConfiguration } from '../../../config/schema.ts'
import { allowsAnybody } from '../../../config/user-allowlist.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { getExitCode } from '../../exit-codes.ts'
import { discoverCredential } from '../../options/discover-credential.ts'
import { addSiteOptions } from '../../options/site-options.ts'
import { formatHint, writeNote } from '../../output/notes.ts'
import {
  type CredentialState,
  findSiteChanges,
  formatSite,
  formatSiteChanges,
  printWarnings,
  type SiteChange,
} from '../../output/site.ts'
import { rewriteCommands } from '../../rewrite-commands.ts'
import { requireWorkingCredential } from './require-working-credential.ts'

/** `hubpass site add` */
export function addSiteAddCommand(site: Command, toAction: ActionAdapter): void {
  const command = site
    .command('add')
    .summary('Add or replace a site.')
    .description(
      'Add or replace a site. Keeps a working site if the new credential does not load (override with --force). Without credential options, searches the usual folders.',
    )
    // Parsed with the line, so that its problem comes before those of missing options.
    .argument('<id>', 'short name: lowercase letters, digits, - and _', parseSiteId)
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
  // What was typed is checked before certificates are looked for.
  const addresses = parseSiteAddresses(id, options)
  const site = {
    ...addresses,
    credential: hasCredentialOption(options)
      ? parseCredentialOptions(options)
      : await discoverCredential(options),
  }
  const { sites } = await readConfiguration()
  const existing = sites.find(other => other.id === id)
  const credential = await requireWorkingCredential({ site, options, previous: existing, force })
  const previous = await saveSite(site)
  const changes = previous === undefined ? [] : findSiteChanges(previous, site)
  printChanges(previous, site, changes)
  printWarnings(credential)
  return {
    exitCode: credential.ok || force ? 0 : getExitCode(credential.error),
    result: { site, replaced: previous !== undefined, changes, credential },
    text: `Site ${id} ${previous === undefined ? 'added' : 'replaced'}.\n${formatSite(site, credential)}${await describeNextStep(id, credential)}`,
  }
}

/** A credential that does not load has to be fixed first. */
async function describeNextStep(id: string, { ok }: CredentialState): Promise<string> {
  if (!ok) return ''
  const { readInvocation } = await import('../../../install/invocation.ts')
  const registration =
    (await readInvocation()) === undefined ? ' "hubpass install" registers the companion with browsers.' : ''
  const check = `Next: "hubpass doctor ${id}" checks everything a sign-in needs.`
  return rewriteCommands(formatHint(`\n${check}${registration}`))
}

function printChanges(
  previous: SiteConfiguration | undefined,
  site: SiteConfiguration,
  changes: SiteChange[],
): void {
  if (changes.length === 0) return
  const isUserLimitRemoved = previous !== undefined && !allowsAnybody(previous) && allowsAnybody(site)
  writeNote(`${formatSiteChanges(site.id, changes, isUserLimitRemoved)}\n`)
}
