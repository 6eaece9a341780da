import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { type Attribute, formatUserName } from '#protocol/identity'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { hubUrl } from '#protocol/site'
import type { VirtualProxy } from '#protocol/virtual-proxy'
import { createSession } from '../../commands/create-session.ts'
import { requireSite } from '../../config/configuration.ts'
import { findCookieIssues } from '../../qlik/cookie-issues.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { writeSecret } from '../../util/write-secret.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { readSessionId, standardInputHelp } from '../options/session-id.ts'
import { parseFormat, prefixHelp, requireUserName, siteIdHelp } from '../options/values.ts'
import { formatFinding } from '../output/finding.ts'
import { inspectCredential, printWarnings } from '../output/site.ts'
import { runUndoable } from '../run-undoable.ts'

interface LoginOptions {
  user: string
  prefix?: string
  attribute?: Attribute[]
  sessionId?: string
  format?: string
  out?: string
}

/** `hubpass login <site>` */
export function addLoginCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('login')
    .description('Create a session for a user and print its cookie.')
    .argument('<site>', siteIdHelp)
    .requiredOption('--user <name>', 'user to sign in, as "DIRECTORY\\id" (required)')
    .option('--prefix <prefix>', prefixHelp)
    .option('--attribute <name=value>', 'session attribute; can be repeated', addAttribute)
    .option('--session-id <id>', `session id (default: generated); ${standardInputHelp}`)
    .option('--format <format>', 'output format: json')
    .option('--out <file>', 'write the result to this file, which only you can read')
    .addHelpText('after', examples)
    .action(toAction(login))
}

const examples = `
Examples:
  $ hubpass login acme --user "TESTING\\anna"
  $ hubpass login acme --prefix sales --user "TESTING\\anna" --attribute group=HR --attribute group=IT --json
`

async function login(id: string, options: LoginOptions): Promise<CommandOutput> {
  const format = parseFormat(options.format ?? 'json')
  const site = await requireSite(id)
  const params = await toParams(id, options)
  const credentialState = inspectCredential(site)
  return runUndoable(async context => {
    const { session, virtualProxy } = await createSession(params, { ...context, site })
    const { prefix, settings } = virtualProxy
    const { sessionId } = session
    assertCookieNameInSettings(settings)
    const { cookie, sources } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    const result = { session, cookie, cookieSources: sources, virtualProxy }
    printWarnings(await credentialState)
    printSettingsWarnings(virtualProxy, site.hub)
    if (options.out !== undefined) {
      await writeSecret(options.out, format(result))
      context.keep()
    } else if (options.format !== undefined) return { result, text: format(result) }
    const details =
      options.out === undefined
        ? `Cookie: ${cookie.name}=${cookie.value}\n${nextStep}`
        : `Written to ${options.out}`
    return {
      result,
      text: `Created a session for ${formatUserName(session)}. Its cookie opens ${hubUrl(site.hub, prefix)}\n${details}`,
    }
  })
}

const nextStep =
  "Next: send this header to the hub, or set the cookie in the browser's developer tools (Application, Cookies)."

/** Warns about settings that the result does not explain, or with which browsers reject the cookie. */
function printSettingsWarnings({ prefix, settings, settingsMissing }: VirtualProxy, hub: string): void {
  if (settingsMissing !== undefined)
    process.stderr.write(
      `Warning: The cookie uses the default settings. Those of the virtual proxy could not be read: ${stripControlCharacters(settingsMissing)}\n`,
    )
  if (settings?.linked === false)
    process.stderr.write('Warning: This virtual proxy is not linked to a proxy in the QMC.\n')
  const issues = settings === undefined ? [] : findCookieIssues({ prefix, ...settings }, hub)
  for (const issue of issues) process.stderr.write(`Warning: ${formatFinding(issue)}`)
}

const toParams = async (site: string, { user, prefix = '', attribute = [], sessionId }: LoginOptions) => ({
  site,
  prefix,
  identity: { ...requireUserName(user), attributes: attribute },
  sessionId: sessionId === undefined ? crypto.randomUUID() : await readSessionId(sessionId),
})

/** Parses `name=value`. The value starts after the first `=` and may be empty. */
function addAttribute(received: string, attributes: Attribute[] = []): Attribute[] {
  const separatorIndex = received.indexOf('=')
  if (separatorIndex >= 0)
    return [
      ...attributes,
      { name: received.slice(0, separatorIndex), value: received.slice(separatorIndex + 1) },
    ]
  throw failure('BAD_REQUEST', { field: '--attribute', received, expected: 'name=value' })
}
