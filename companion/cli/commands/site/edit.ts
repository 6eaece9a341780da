import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { requireSite } from '../../../config/configuration.ts'
import {
  hasCredentialOption,
  parseCredentialOptions,
  parseSharedOptions,
} from '../../../config/options/credential.ts'
import { parseSiteOptions, type SiteOptions } from '../../../config/options/site.ts'
import { saveSite } from '../../../config/save-site.ts'
import type { CredentialSource, SiteConfiguration } from '../../../config/schema.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { getExitCode } from '../../exit-codes.ts'
import { addSiteOptions } from '../../options/site-options.ts'
import { siteIdHelp } from '../../options/values.ts'
import { findSiteChanges, formatSite, printWarnings } from '../../output/site.ts'
import { requireWorkingCredential } from './require-working-credential.ts'

type EditOptions = Partial<SiteOptions> & { force?: boolean }

/** `hubpass site edit` */
export function addSiteEditCommand(site: Command, toAction: ActionAdapter): void {
  const command = site
    .command('edit')
    .summary('Change some settings of a site.')
    .description(
      'Change the settings of a site that are given, and keep the others. Keeps a working credential if the new one does not load (override with --force).',
    )
    .argument('<id>', siteIdHelp)
    .option('--hub <url>', 'address of the hub; does not change --qps and --qrs')
  addSiteOptions(command)
    .option('--force', 'save the site even if its files are missing or do not load')
    .addHelpText('after', examples)
    .action(toAction(edit))
}

const examples = `
Details:
  A new credential replaces the old one with its root, passphrase and thumbprint.
  An empty value of --tls-server-name removes the name. --users "*" allows all users.

Examples:
  $ hubpass site edit acme --qps qlik.acme.com:5243
  $ hubpass site edit acme --pem ./renewed
`

async function edit(id: string, { force = false, ...options }: EditOptions): Promise<CommandOutput> {
  if (Object.keys(options).length === 0)
    throw failure('BAD_REQUEST', {
      field: 'site edit',
      received: '',
      expected: 'at least one setting, for example --qps',
      problem: 'nothing to change',
    })
  const previous = await requireSite(id)
  const site = mergeSite(previous, options)
  const credential = await requireWorkingCredential({ site, options, previous, force })
  await saveSite(site)
  printWarnings(credential)
  return {
    result: { site, changes: findSiteChanges(previous, site), credential },
    text: `Site ${id} changed.\n${formatSite(site, credential)}`,
    exitCode: credential.ok || force ? 0 : getExitCode(credential.error),
  }
}

/** Returns the site with the settings that are given. Throws BAD_REQUEST. */
function mergeSite(previous: SiteConfiguration, options: EditOptions): SiteConfiguration {
  const { id, hub, qps, qrs, tlsServerName, users, sessionIds } = previous
  const known = {
    hub,
    qps,
    qrs,
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(users === undefined ? {} : { users }),
    ...(sessionIds === undefined ? {} : { sessionIds }),
  }
  const { tlsServerName: name, ...merged } = { ...known, ...options }
  return parseSiteOptions(
    id,
    name === undefined || name === '' ? merged : { ...merged, tlsServerName: name },
    mergeCredential(previous.credential, options),
  )
}

function mergeCredential(previous: CredentialSource, options: EditOptions): CredentialSource {
  if (hasCredentialOption(options)) return parseCredentialOptions(options)
  const { passphraseEnv, thumbprint, root } = parseSharedOptions(options)
  const shared = root === undefined ? {} : { root }
  if (previous.kind === 'windows-store') return { ...previous, ...shared }
  return {
    ...previous,
    ...shared,
    ...(passphraseEnv === undefined ? {} : { passphraseEnv }),
    ...(thumbprint === undefined ? {} : { thumbprint }),
  }
}
