import type { Command } from 'commander'
import { hubAddress } from '#protocol/addresses'
import type { Result, VirtualProxy } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { type Attribute, nameOf } from '#protocol/identity'
import { planSessionCookie } from '#protocol/session-cookie'
import { cleanUp } from '../audit/clean-up.ts'
import { createSession } from '../commands/create-session.ts'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import { sessionMayRemain } from '../qps/end-quietly.ts'
import { writeFile } from '../write-file.ts'
import { contextWith } from './context.ts'
import { checkCredential, tellWarnings } from './describe-site.ts'
import { expectFormat } from './formats.ts'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { siteIdHelp } from './site-id.ts'
import { expectUser } from './user-name.ts'

interface LoginOptions {
  user: string
  prefix?: string
  attribute?: Attribute[]
  sessionId?: string
  format?: string
  out?: string
}

/** `hubpass login <site>` */
export function addLoginCommand(program: Command, act: Act): void {
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
    .action(act(login))
}

const examples = `
Examples:
  $ hubpass login acme --user 'TESTING\\anna'
  $ hubpass login acme --prefix sales --user 'TESTING\\anna' --attribute group=HR --attribute group=IT --json
`

async function login(id: string, options: LoginOptions): Promise<Outcome> {
  const format = expectFormat(options.format ?? 'json')
  const site = await expectSite(id)
  const { session, virtualProxy } = await onInterrupt(signal =>
    createSession(paramsOf(id, options), contextWith(signal)),
  )
  const { prefix, settings } = virtualProxy
  const { cookie, sources } = planSessionCookie({
    hub: site.hub,
    prefix,
    sessionId: session.sessionId,
    settings,
  })
  const result = { session, cookie, cookieSources: sources, virtualProxy }
  tellWarnings(await checkCredential(site))
  warn(virtualProxy)
  if (options.out !== undefined) await writeOrEnd(options.out, format(result), id, result)
  if (options.format !== undefined && options.out === undefined) return { result, text: format(result) }
  const where =
    options.out === undefined
      ? `Cookie: ${cookie.name}=${cookie.value}\n${nextStep}`
      : `Written to ${options.out}`
  return {
    result,
    text: `Made a session for ${nameOf(session)}; its cookie opens ${hubAddress(site.hub, virtualProxy.prefix)}\n${where}`,
  }
}

const nextStep =
  "Next: send it to the hub as that header, or set it in the browser's developer tools (Application, Cookies)."

/** What the result does not say by itself. */
function warn({ settings, settingsMissing }: VirtualProxy): void {
  if (settingsMissing !== undefined)
    process.stderr.write(`Cookie by default, without the settings of the virtual proxy: ${settingsMissing}\n`)
  if (settings?.linked === false)
    process.stderr.write('Warning: in the QMC this virtual proxy is linked to no proxy.\n')
}

const paramsOf = (site: string, { user, prefix = '', attribute = [], sessionId }: LoginOptions) => ({
  site,
  prefix,
  identity: { ...expectUser(user), attributes: attribute },
  sessionId: sessionId ?? crypto.randomUUID(),
})

/** A session that nobody gets to know of is ended. */
async function writeOrEnd(
  file: string,
  text: string,
  site: string,
  made: Result<'createSession'>,
): Promise<void> {
  try {
    await writeFile(file, text, 0o600)
  } catch (error) {
    const { session, virtualProxy } = made
    const qps = await connectToQps(await expectSite(site))
    const ours = { ...session, site, prefix: virtualProxy.prefix, via: 'cli' as const }
    const isGone = await onInterrupt(signal => cleanUp(ours, qps, signal))
    throw isGone ? error : sessionMayRemain(error)
  }
}

/** The value is all that follows the first `=`, and may be empty. */
function addAttribute(received: string, before: Attribute[] = []): Attribute[] {
  const at = received.indexOf('=')
  if (at >= 0) return [...before, { name: received.slice(0, at), value: received.slice(at + 1) }]
  throw failure('BAD_REQUEST', { field: '--attribute', received, expected: 'name=value' })
}
