import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { requireUserName } from '#protocol/identity-rules'
import { type XrayParams, xraySession } from '../../commands/xray-session.ts'
import { withExplainedPrefix } from '../../doctor/explain-prefix.ts'
import { writeSecret } from '../../util/write-secret.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { prefixHelp } from '../options/values.ts'
import { createColorizer } from '../output/colors.ts'
import { createProgressReporter } from '../output/progress.ts'

interface XrayCommandOptions {
  user: string
  prefix?: string
  allow?: string[]
  format?: string
  out?: string
}

/** `hubpass xray [site]` */
export function addXrayCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('xray')
    .summary('Check the whole life of a session, from its cookie to its end.')
    .description(
      'Check the whole life of a session, from its cookie to its end. Creates sessions of the user and ends them. Exits with 1 if a check failed.',
    )
  addSiteArgument(command)
    .requiredOption('-u, --user <name>', 'test user of the sessions, as "DIRECTORY\\id" (required)')
    .option('-p, --prefix <prefix>', prefixHelp)
    .option(
      '--allow <checks>',
      'also run these checks, such as SC-12, which can affect other sessions of the user; "wait" allows those that wait for minutes; separated by commas, can be repeated',
      addAllowed,
    )
    .option('--format <format>', 'format of the report: text, json, markdown or html (default: text)')
    .option('--out <file>', 'write the report to this file, which only you can read')
    .addHelpText('after', examples)
    .action(
      toAction(async (_site: unknown, options: XrayCommandOptions, command: Command) =>
        xray((await resolveSite(command)).site, options),
      ),
    )
}

const examples = `
Examples:
  $ hubpass xray acme --prefix sales --user "TESTING\\anna"
  $ hubpass xray acme --user "TESTING\\anna" --allow SC-12,SC-15 --out xray.html --format html
`

const addAllowed = (received: string, allowed: string[] = []): string[] => [
  ...allowed,
  ...received
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== ''),
]

async function xray(site: string, options: XrayCommandOptions): Promise<CommandOutput> {
  const { user, prefix = '', allow = [], format = 'text', out } = options
  const write = await findReport(format)
  const params: XrayParams = { site, prefix, user: requireUserName(user), via: 'cli' }
  const progress = createProgressReporter(process.stderr)
  const { inEnglish, summarize, toEnglishResult } = await import('../../xray/index.ts')
  const found = await withExplainedPrefix(site, () =>
    runInterruptible(signal =>
      xraySession(params, signal, {
        allow,
        onStart: ({ title }) => {
          progress.onEnd()
          progress.onStart({ title: inEnglish(title), site })
        },
      }).finally(() => progress.onEnd()),
    ),
  )
  const result = toEnglishResult(found)
  const exitCode = result.checks.some(({ verdict }) => verdict === 'failed') ? 1 : 0
  if (out === undefined)
    return { result, text: write(result, await createColorizer(process.stdout)), isColored: true, exitCode }
  await writeSecret(
    out,
    write(result, (_, text) => text),
  )
  return { result, text: `${summarize(result)}\nWritten to ${out}`, exitCode }
}

/** Throws BAD_REQUEST with the known formats. */
async function findReport(format: string) {
  const { reports } = await import('../../xray/index.ts')
  const write = Object.hasOwn(reports, format) ? reports[format] : undefined
  if (write !== undefined) return write
  throw failure('BAD_REQUEST', {
    field: '--format',
    received: format,
    expected: `one of: ${Object.keys(reports).join(', ')}`,
  })
}
