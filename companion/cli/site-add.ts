import type { Command } from 'commander'
import { HubpassError } from '#protocol/errors'
import { readConfiguration } from '../config/configuration.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { updateConfiguration } from '../config/update.ts'
import { namesCredential } from './credential-options.ts'
import { type CredentialState, checkCredential, describeSite, tellWarnings } from './describe-site.ts'
import { findCredential } from './find-credential.ts'
import { expectFolder, expectNamedPlaces } from './named-places.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { runnable } from './runnable.ts'
import { type Change, changesOf, describeChanges } from './site-changes.ts'
import { planSite, type SiteOptions } from './site-options.ts'

/** `hubpass site add` */
export function addSiteAdd(site: Command, act: Act): void {
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

async function add(
  id: string,
  { force = false, ...options }: SiteOptions & { force?: boolean },
): Promise<Outcome> {
  const site = namesCredential(options)
    ? planSite(id, options)
    : planSite(id, options, await findCredential(options))
  await expectFolder(options.pem)
  const { sites } = await readConfiguration()
  const known = sites.find(other => other.id === id)
  const credential = await (force ? checkCredential(site) : credentialWorthAdding(site, options, known))
  const old = await replaceOrAdd(site)
  const changes = old === undefined ? [] : changesOf(old, site)
  tellChanges(old, site, changes)
  tellWarnings(credential)
  return {
    result: { site, replaced: old !== undefined, changes, credential },
    text: `Site ${id} ${old === undefined ? 'added' : 'replaced'}.\n${describeSite(site, credential)}${nextStep(id, credential)}`,
  }
}

/** Where the credential does not load, that is to be mended first. */
const nextStep = (id: string, { ok }: CredentialState): string =>
  ok
    ? runnable(
        `\nNext: "hubpass doctor ${id}" checks all that a sign-in needs, "hubpass install" tells browsers.`,
      )
    : ''

/** Throws CREDENTIAL_FILE_MISSING for a place that is not there, and what keeps a new credential from taking over from one that works. */
async function credentialWorthAdding(
  site: SiteConfiguration,
  options: SiteOptions,
  known: SiteConfiguration | undefined,
): Promise<CredentialState> {
  try {
    await expectNamedPlaces(options)
    const credential = await checkCredential(site)
    if (!credential.ok && known !== undefined && (await checkCredential(known)).ok)
      throw new HubpassError(credential.error)
    return credential
  } catch (error) {
    const untouched = known === undefined ? 'not added' : 'kept as it was'
    process.stderr.write(
      `Site ${site.id} is ${untouched}: the new credential does not work (--force to take it).\n`,
    )
    throw error
  }
}

/** Gives what was there before. */
async function replaceOrAdd(site: SiteConfiguration): Promise<SiteConfiguration | undefined> {
  let old: SiteConfiguration | undefined
  await updateConfiguration(current => {
    old = current.sites.find(({ id }) => id === site.id)
    const replacing = current.sites.map(other => (other.id === site.id ? site : other))
    return { ...current, sites: old === undefined ? [...current.sites, site] : replacing }
  })
  return old
}

function tellChanges(old: SiteConfiguration | undefined, site: SiteConfiguration, changes: Change[]): void {
  if (changes.length === 0) return
  const isLimitLost = old?.users !== undefined && site.users === undefined
  process.stderr.write(`${describeChanges(site.id, changes, isLimitLost)}\n`)
}
