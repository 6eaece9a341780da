import type { Command } from 'commander'
import type { CommandResult, VirtualProxy } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { hubUrl } from '#protocol/hub-urls'
import { type Attribute, formatUserName } from '#protocol/identity'
import { planSessionCookie } from '#protocol/session-cookie'
import { cleanUpSession } from '../../audit/cleanup.ts'
import { createSession } from '../../commands/create-session.ts'
import { requireSite } from '../../config/configuration.ts'
import { withSessionMayRemain } from '../../qlik/qps/cleanup-session.ts'
import { connectToQps } from '../../qlik/qps/client.ts'
import { writeFile } from '../../util/write-file.ts'
import type { CommandOutput } from '../command.ts'
import { createCommandContext } from '../command-context.ts'
import { runInterruptible } from '../interrupt.ts'
import { parseFormat } from '../options/formats.ts'
import { siteIdHelp } from '../options/site-id.ts'
import { requireUserName } from '../options/values.ts'
import { inspectCredential, printWarnings } from '../output/site.ts'
import type { ActionAdapter } from '../program.ts'

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
    .description('Make a session for a user and give its cookie.')
    .argument('<site>', siteIdHelp)
    .requiredOption('--user <name>', "whom to sign in: 'DIRECTORY\\id'")
    .option('--prefix <prefix>', 'virtual proxy (else the default one)')
    .option('--attribute <name=value>', 'attribute of the session; may be given several times', addAttribute)
    .option('--session-id <id>', 'session id (else made for you)')
    .option('--format <format>', 'how to write the result: json')
    .option('--out <file>', 'write it into that file, readable by you alone')
    .addHelpText('after', examples)
    .action(toAction(login))
}

const examples = `
Examples:
  $ hubpass login acme --user 'TESTING\\anna'
  $ hubpass login acme --prefix sales --user 'TESTING\\anna' --attribute group=HR --attribute group=IT --json
`

async function login(id: string, options: LoginOptions): Promise<CommandOutput> {
  const format = parseFormat(options.format ?? 'json')
  const site = await requireSite(id)
  const credentialState = inspectCredential(site)
  const { session, virtualProxy } = await runInterruptible(signal =>
    createSession(toParams(id, options), createCommandContext(signal)),
  )
  const { prefix, settings } = virtualProxy
  const { cookie, sources } = planSessionCookie({
    hub: site.hub,
    prefix,
    sessionId: session.sessionId,
    settings,
  })
  const result = { session, cookie, cookieSources: sources, virtualProxy }
  printWarnings(await credentialState)
  printSettingsWarnings(virtualProxy)
  if (options.out !== undefined) await writeOrEndSession(options.out, format(result), id, result)
  if (options.format !== undefined && options.out === undefined) return { result, text: format(result) }
  const details =
    options.out === undefined
      ? `Cookie: ${cookie.name}=${cookie.value}\n${nextStep}`
      : `Written to ${options.out}`
  return {
    result,
    text: `Made a session for ${formatUserName(session)}; its cookie opens ${hubUrl(site.hub, virtualProxy.prefix)}\n${details}`,
  }
}

const nextStep =
  "Next: send it to the hub as that header, or set it in the browser's developer tools (Application, Cookies)."

/** What the result does not say by itself. */
function printSettingsWarnings({ settings, settingsMissing }: VirtualProxy): void {
  if (settingsMissing !== undefined)
    process.stderr.write(`Cookie by default, without the settings of the virtual proxy: ${settingsMissing}\n`)
  if (settings?.linked === false)
    process.stderr.write('Warning: in the QMC this virtual proxy is linked to no proxy.\n')
}

const toParams = (site: string, { user, prefix = '', attribute = [], sessionId }: LoginOptions) => ({
  site,
  prefix,
  identity: { ...requireUserName(user), attributes: attribute },
  sessionId: sessionId ?? crypto.randomUUID(),
})

/** A session that nobody gets to know of is ended. */
async function writeOrEndSession(
  file: string,
  text: string,
  site: string,
  created: CommandResult<'createSession'>,
): Promise<void> {
  try {
    await writeFile(file, text, 0o600)
  } catch (error) {
    const { session, virtualProxy } = created
    const qps = await connectToQps(await requireSite(site))
    const createdSession = { ...session, site, prefix: virtualProxy.prefix, via: 'cli' as const }
    const isEnded = await runInterruptible(signal => cleanUpSession(createdSession, qps, signal))
    throw isEnded ? error : withSessionMayRemain(error)
  }
}

/** The value is all that follows the first `=`, and may be empty. */
function addAttribute(received: string, attributes: Attribute[] = []): Attribute[] {
  const separatorIndex = received.indexOf('=')
  if (separatorIndex >= 0)
    return [
      ...attributes,
      { name: received.slice(0, separatorIndex), value: received.slice(separatorIndex + 1) },
    ]
  throw failure('BAD_REQUEST', { field: '--attribute', received, expected: 'name=value' })
}
