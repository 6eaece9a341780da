import type { Command } from 'commander'
import { type Attribute, formatUserName } from '#protocol/identity'
import { requireUserName } from '#protocol/identity-rules'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { hubUrl } from '#protocol/site'
import { requireBrowserProgram } from '../../browser/find-program.ts'
import { runSignedInBrowser } from '../../browser/signed-in-browser.ts'
import type { Undo } from '../../commands/command-handler.ts'
import { createSession } from '../../commands/create-session.ts'
import { requireSite } from '../../config/configuration.ts'
import { withExplainedPrefix } from '../../doctor/explain-prefix.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { createCommandContext } from '../command-context.ts'
import { runInterruptible } from '../interrupt.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { addAttribute, prefixHelp } from '../options/values.ts'
import { writeNote } from '../output/notes.ts'

interface OpenOptions {
  user: string
  prefix?: string
  attribute?: Attribute[]
  browser?: string
}

/** `hubpass open [site]` */
export function addOpenCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('open')
    .summary('Sign in and open the hub in a browser of its own.')
    .description(
      'Sign in and open the hub in a browser with a new profile. Ends the session and deletes the profile when you close the browser.',
    )
  addSiteArgument(command)
    .requiredOption('-u, --user <name>', 'user to sign in, as "DIRECTORY\\id" (required)')
    .option('-p, --prefix <prefix>', prefixHelp)
    .option('-a, --attribute <name=value>', 'session attribute; can be repeated', addAttribute)
    .option(
      '--browser <program>',
      'a Chromium-based browser: its name or its path (default: the first found)',
    )
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, options: OpenOptions, command: Command) =>
        open((await resolveSite(command)).site, options),
      ),
    )
}

const examples = `
Examples:
  $ hubpass open acme --user "TESTING\\anna"
  $ hubpass open acme --prefix sales --user "TESTING\\anna" --browser chrome
`

async function open(id: string, options: OpenOptions): Promise<CommandOutput> {
  const { prefix = '', attribute = [] } = options
  const site = await requireSite(id)
  const user = requireUserName(options.user)
  const program = requireBrowserProgram(options.browser)
  const params = {
    site: id,
    prefix,
    identity: { ...user, attributes: attribute },
    sessionId: makeSessionId(crypto, site.sessionIds),
  }
  const address = hubUrl(site.hub, prefix)
  await runInterruptible(async signal => {
    let undo: Undo | undefined
    const onUndelivered = (given: Undo) => {
      undo = given
    }
    const context = { ...createCommandContext(signal), onUndelivered }
    const { session, virtualProxy } = await withExplainedPrefix(id, async () =>
      createSession(params, context),
    )
    try {
      const { settings } = virtualProxy
      assertCookieNameInSettings(settings)
      const { sessionId } = session
      const { cookie } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
      await runSignedInBrowser({ program, address, cookie, signal }, () =>
        writeNote(`Opened ${address} as ${formatUserName(user)}. Close the browser to end the session.\n`),
      )
    } finally {
      await undo?.()
    }
  })
  return {
    result: { user, hub: address, ended: true },
    text: `Ended the session of ${formatUserName(user)}.`,
  }
}
