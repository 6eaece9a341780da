import type { Command } from 'commander'
import { cookieFormats, parseCookieFormat, writeSession } from '#protocol/cookie-formats/index'
import { HubpassError } from '#protocol/errors'
import { type Attribute, formatUserName } from '#protocol/identity'
import { requireUserName } from '#protocol/identity-rules'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { hubUrl } from '#protocol/site'
import type { VirtualProxy } from '#protocol/virtual-proxy'
import { createSession } from '../../commands/create-session.ts'
import { requireSite } from '../../config/configuration.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { withExplainedPrefix } from '../../doctor/explain-prefix.ts'
import { findCookieIssues } from '../../qlik/cookie-issues.ts'
import type { SessionToVerify } from '../../qlik/hub/verify-session.ts'
import { formatLoggedJson } from '../../util/log-commands.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { writeSecret } from '../../util/write-secret.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { readSessionId, standardInputHelp } from '../options/session-id.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { addAttribute, prefixHelp } from '../options/values.ts'
import { formatFinding } from '../output/finding.ts'
import { formatHint, writeNote } from '../output/notes.ts'
import { inspectCredential, printWarnings } from '../output/site.ts'
import { runUndoable } from '../run-undoable.ts'

interface LoginOptions {
  user: string
  prefix?: string
  attribute?: Attribute[]
  sessionId?: string
  format?: string
  out?: string
  verify?: boolean
}

/** `hubpass login [site]` */
export function addLoginCommand(program: Command, toAction: ActionAdapter): void {
  const command = program.command('login').description('Create a session for a user and print its cookie.')
  addSiteArgument(command)
    .requiredOption('-u, --user <name>', 'user to sign in, as "DIRECTORY\\id" (required)')
    .option('-p, --prefix <prefix>', prefixHelp)
    .option('-a, --attribute <name=value>', 'session attribute; can be repeated', addAttribute)
    .option('--session-id <id>', `session id (default: generated); ${standardInputHelp}`)
    .option(
      '--verify',
      'ask the hub whether the cookie opens it for this user; if not, end the session and fail',
    )
    .option('--format <format>', `output format: ${Object.keys(cookieFormats).join(', ')} (default: json)`)
    .option('--out <file>', 'write the result to this file, which only you can read')
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, options: LoginOptions, command: Command) =>
        login((await resolveSite(command)).site, options),
      ),
    )
}

const examples = `
Examples:
  $ hubpass login acme --user "TESTING\\anna"
  $ hubpass login acme --prefix sales --user "TESTING\\anna" --attribute group=HR --attribute group=IT --json
  $ hubpass login acme --user "TESTING\\anna" --format playwright --out state.json
`

async function login(id: string, options: LoginOptions): Promise<CommandOutput> {
  const format = parseCookieFormat(options.format ?? 'json')
  const site = await requireSite(id)
  const params = await toParams(site, options)
  const credentialState = inspectCredential(site)
  return runUndoable(async context => {
    const { session, virtualProxy } = await withExplainedPrefix(id, async () =>
      createSession(params, { ...context, site }),
    )
    const { prefix, settings } = virtualProxy
    const { sessionId } = session
    assertCookieNameInSettings(settings)
    const { cookie, sources } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    const warnings = settings === undefined ? [] : findCookieIssues({ prefix, ...settings }, site.hub)
    const [rejection] = warnings
    if (options.verify === true && rejection !== undefined) throw new HubpassError(rejection)
    const verified =
      options.verify === true ? await verify({ site, prefix, user: session, cookie }, context.signal) : {}
    const result = {
      session,
      cookie,
      cookieSources: sources,
      virtualProxy,
      ...verified,
      ...(warnings.length === 0 ? {} : { warnings }),
    }
    const write = () =>
      format === 'json'
        ? `${formatLoggedJson(result, 2)}\n`
        : writeSession(format, { cookie, hub: site.hub, prefix, user: session })
    printWarnings(await credentialState)
    printSettingsWarnings(virtualProxy)
    for (const warning of warnings) writeNote(`Warning: ${formatFinding(warning)}`)
    if (options.out !== undefined) {
      await writeSecret(options.out, write())
      context.keep()
    } else if (options.format !== undefined) return { result, text: write() }
    const address = hubUrl(site.hub, prefix)
    const proof =
      options.verify === true
        ? `Its cookie opens ${address}`
        : 'Add --verify to ask the hub about its cookie.'
    const details =
      options.out === undefined
        ? `Cookie: ${cookie.name}=${cookie.value}${formatHint(`\n${describeNextStep(address)}`)}`
        : `Written to ${options.out}`
    return { result, text: `Created a session for ${formatUserName(session)}. ${proof}\n${details}` }
  })
}

const describeNextStep = (address: string): string =>
  `Next: send this header to ${address}, or set the cookie in the browser's developer tools (Application, Cookies).`

/** Asks the hub, and returns the user whom it reports. */
async function verify(session: SessionToVerify, signal: AbortSignal) {
  const { verifySession } = await import('../../qlik/hub/verify-session.ts')
  const { userDirectory, userId } = await verifySession(session, signal)
  return { verified: { userDirectory, userId } }
}

/** Warns about settings that the result does not explain. */
function printSettingsWarnings({ settings, settingsMissing }: VirtualProxy): void {
  if (settingsMissing !== undefined)
    writeNote(
      `Warning: The cookie uses the default settings. Those of the virtual proxy could not be read: ${stripControlCharacters(settingsMissing)}\n`,
    )
  if (settings?.linked === false)
    writeNote('Warning: This virtual proxy is not linked to a proxy in the QMC.\n')
}

const toParams = async (
  { id, sessionIds }: SiteConfiguration,
  { user, prefix = '', attribute = [], sessionId }: LoginOptions,
) => ({
  site: id,
  prefix,
  identity: { ...requireUserName(user), attributes: attribute },
  sessionId: sessionId === undefined ? makeSessionId(crypto, sessionIds) : await readSessionId(sessionId),
})
