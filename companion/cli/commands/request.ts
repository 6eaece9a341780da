import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import type { Attribute } from '#protocol/identity'
import { parseIdentity, requireUserName } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseSessionId } from '#protocol/session-id'
import { type RequestFormat, requestFormats } from '#protocol/session-request/formats'
import {
  createSessionRequest,
  placeholders,
  type RequestCredential,
} from '#protocol/session-request/session-request'
import { requireSite } from '../../config/configuration.ts'
import type { CredentialSource } from '../../config/schema.ts'
import { assertUserAllowed } from '../../config/user-allowlist.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { readSessionId, standardInputHelp } from '../options/session-id.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { addAttribute, prefixHelp } from '../options/values.ts'

interface RequestOptions {
  user: string
  prefix?: string
  attribute?: Attribute[]
  sessionId?: string
  format?: string
}

/** `hubpass request [site]` */
export function addRequestCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('request')
    .description('Print the request that creates a session, for another tool. Sends nothing.')
  addSiteArgument(command)
    .requiredOption('-u, --user <name>', 'user to sign in, as "DIRECTORY\\id" (required)')
    .option('-p, --prefix <prefix>', prefixHelp)
    .option('-a, --attribute <name=value>', 'session attribute; can be repeated', addAttribute)
    .option('--session-id <id>', `session id (default: a placeholder); ${standardInputHelp}`)
    .option('--format <format>', `for ${formatNames} (default: curl)`)
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, options: RequestOptions, command: Command) =>
        printRequest((await resolveSite(command)).site, options),
      ),
    )
}

const formatNames = Object.keys(requestFormats).join(', ')

const examples = `
Examples:
  $ hubpass request acme --user "TESTING\\anna"
  $ hubpass request acme --prefix sales --user "TESTING\\anna" --format powershell
`

async function printRequest(id: string, options: RequestOptions): Promise<CommandOutput> {
  const format = parseRequestFormat(options.format ?? 'curl')
  const prefix = parsePrefix(options.prefix ?? '')
  const user = requireUserName(options.user)
  const identity = parseIdentity({ ...user, attributes: options.attribute ?? [] })
  const sessionId =
    options.sessionId === undefined
      ? placeholders.sessionId
      : parseSessionId(await readSessionId(options.sessionId))
  const site = await requireSite(id)
  assertUserAllowed(identity, site)
  const credential = describeCredential(site.credential)
  const request = createSessionRequest({
    address: site.qps,
    serverName: site.tlsServerName,
    prefix,
    identity,
    sessionId,
    credential,
  })
  const text = requestFormats[format](request)
  return { result: { format, request: text }, text }
}

function parseRequestFormat(received: string): RequestFormat {
  if (isRequestFormat(received)) return received
  throw failure('BAD_REQUEST', { field: '--format', received, expected: `one of: ${formatNames}` })
}

const isRequestFormat = (name: string): name is RequestFormat => Object.hasOwn(requestFormats, name)

/** Uses the paths of the site, and placeholders for what it does not say. */
function describeCredential(source: CredentialSource): RequestCredential {
  const { root = placeholders.credential.root, thumbprint = placeholders.credential.thumbprint } = source
  if (source.kind === 'pfx') return { certificate: source.file, root, thumbprint }
  if (source.kind === 'windows-store') return { ...placeholders.credential, root, thumbprint }
  return { certificate: source.certificate, key: source.key, root, thumbprint }
}
