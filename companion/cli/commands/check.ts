import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { estimateCases, listCases, listLinkedOffline } from '../check/preview.ts'
import { type SelectionOptions, selectCases } from '../check/select-cases.ts'
import { withCheck } from '../check/with-check.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'

interface CheckCommandOptions extends SelectionOptions {
  list?: boolean
  dryRun?: boolean
}

/** `hubpass check <plan>` */
export function addCheckCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('check')
    .summary('Check a plan, and list its cases.')
    .description('Check a plan, and list its cases or say what a run of it would take. Sends nothing.')
    .argument('<plan>', 'the plan, a YAML file')
    .option('--list', 'list the cases')
    .option('--dry-run', 'say how many requests and sessions a run would take')
    .option(
      '--only <text>',
      'only cases whose name contains this text; or id:, name:, group:, site:, prefix:, user: or set: with a pattern; can be repeated',
      (received: string, texts: string[] = []) => [...texts, received],
    )
    .option('--last-failed', 'only cases that were not as expected in the journal')
    .option('--shard <i/n>', 'only this part of the cases, for several machines')
    .option('--shard-by <rule>', '"hash" (default), or "time" for parts that take as long in the journal')
    .option(
      '--journal <file>',
      'the journal of the last run (default: beside the plan, with the ending .ndjson)',
    )
    .addHelpText('after', examples)
    .action(toAction(previewPlan))
}

const examples = `
Examples:
  $ hubpass check plan.yaml --list
  $ hubpass check plan.yaml --dry-run --only prefix:sales
  $ hubpass check plan.yaml --list --shard 2/5
`

async function previewPlan(file: string, options: CheckCommandOptions): Promise<CommandOutput> {
  const { list = false, dryRun = false } = options
  if (list === dryRun)
    throw failure('BAD_REQUEST', {
      field: 'Command line',
      received: file,
      expected: 'either --list or --dry-run',
      problem: 'it does not say what to do with the plan',
    })
  return withCheck(async check => {
    const plan = await check.readPlan(file, process.env)
    const cases = await selectCases(check, plan, { ...options, expand: { listLinked: listLinkedOffline } })
    return list ? listCases(check, plan, cases) : estimateCases(check, plan, cases)
  })
}
