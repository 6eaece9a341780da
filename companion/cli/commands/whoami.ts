import type { Command } from 'commander'
import { formatUserName } from '#protocol/identity'
import { parsePrefix } from '#protocol/parse-prefix'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { parseSessionId } from '#protocol/session-id'
import { hubUrl } from '#protocol/site'
import { requireSite } from '../../config/configuration.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { queryCurrentUser } from '../../qlik/hub/verify-session.ts'
import { readSettingsWithinDeadline } from '../../qlik/qrs/cached-settings.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { findCopiedSession, guessPrefix } from '../options/copied-cookie.ts'
import { readSessionText } from '../options/session-id.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { prefixHelp } from '../options/values.ts'

interface WhoamiOptions {
  prefix?: string
  sessionId?: string
  cookieName?: string
}

/** `hubpass whoami [site]` */
export function addWhoamiCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('whoami')
    .summary('Ask the hub whose session an id belongs to.')
    .description('Ask the hub whose session an id belongs to. Exits with 1 if nobody is signed in with it.')
  addSiteArgument(command)
    .option('-p, --prefix <prefix>', prefixHelp)
    .option(
      '--session-id <id>',
      'session id, or the cookie as name=value (default: "-", which reads it from standard input, because other users can see a command line)',
    )
    .option('--cookie-name <name>', 'name of the session cookie (default: from the QMC, or the usual one)')
    .action(
      toAction(async (_site: unknown, options: WhoamiOptions, command: Command) =>
        queryUser((await resolveSite(command)).site, options),
      ),
    )
}

async function queryUser(id: string, options: WhoamiOptions): Promise<CommandOutput> {
  const typedPrefix = options.prefix === undefined ? undefined : parsePrefix(options.prefix)
  const site = await requireSite(id)
  const text = await readSessionText(options.sessionId ?? '-')
  if (!text.includes('=')) parseSessionId(text)
  const { user, cookie, prefix } = await runInterruptible(async signal => {
    const expected = await planCookieName(site, typedPrefix ?? '', options, signal)
    const { sessionId, cookieName } = findCopiedSession(text, [expected])
    const isExpected = cookieName === undefined || cookieName === expected
    const prefix = typedPrefix ?? (isExpected ? '' : guessPrefix(cookieName))
    const name = options.cookieName === undefined && !isExpected ? cookieName : expected
    const cookie = { name, value: parseSessionId(sessionId) }
    return { prefix, cookie, user: await queryCurrentUser({ site, prefix, cookie }, signal) }
  })
  const hub = hubUrl(site.hub, prefix)
  return {
    result: { user: user ?? null, hub, cookieName: cookie.name },
    text:
      user === undefined
        ? `Nobody is signed in to ${hub} with this session id in the cookie ${cookie.name}.`
        : `${formatUserName(user)} is signed in to ${hub}`,
    exitCode: user === undefined ? 1 : 0,
  }
}

/** Returns the name that the virtual proxy should expect: the typed one, that in the QMC, or the usual one. */
async function planCookieName(
  site: SiteConfiguration,
  prefix: string,
  { cookieName }: WhoamiOptions,
  signal: AbortSignal,
): Promise<string> {
  const settings =
    cookieName === undefined ? (await readSettingsWithinDeadline(site, prefix, signal)).settings : undefined
  assertCookieNameInSettings(settings)
  return planSessionCookie({ hub: site.hub, prefix, sessionId: '', cookieName, settings }).cookie.name
}
