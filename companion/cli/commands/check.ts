import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { assertOneMode, type CheckMode } from '../check/modes/one-mode.ts'
import { estimateCases, listCases, listLinkedOffline } from '../check/modes/preview.ts'
import { printPlan } from '../check/modes/print-plan.ts'
import { parseBail, parseMaxFailRate } from '../check/run-limits.ts'
import type { RunOptions } from '../check/run-plan.ts'
import { selectCases } from '../check/select-cases.ts'
import { withCheck } from '../check/with-check.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { defaultSiteHelp } from '../options/site-argument.ts'
import { reporterHelp } from '../options/values.ts'
import { writeNote } from '../output/notes.ts'

type CheckCommandOptions = RunOptions & CheckMode

/** `hubpass check <plan>` */
export function addCheckCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('check')
    .summary('Check sites, virtual proxies and users as a plan says.')
    .description(
      'Sign in the users of a plan, check what the plan expects, and end their sessions. Exits with 1 if a case is not as expected. "hubpass check init SITE" prints a plan of the virtual proxies of a site.',
    )
    .argument('<plan>', 'the plan, a YAML file; or init')
    .argument('[site]', `the site of init ${defaultSiteHelp}`)
    .option('--list', 'list the cases, send nothing')
    .option('--dry-run', 'say how many requests and sessions a run would take, send nothing')
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
      'the journal of the run, which replaces that of the last one (default: beside the plan, with the ending .ndjson; .only.ndjson with --only, .1-of-2.ndjson with --shard 1/2)',
    )
    .option(
      '--resume',
      'go on with the run in the journal, without the cases that are complete and have not changed in the plan',
    )
    .option('--bail <count>', 'start no other case after so many that are not as expected')
    .option(
      '--max-fail-rate <percent>',
      'exit with 0 if at most this share of the cases is not as expected (default: 0%)',
    )
    .option('--reporter <list>', reporterHelp)
    .option(
      '--browser [program]',
      'repeat each sign-in in a Chromium-based browser without a window: its name or its path (default: the first found)',
    )
    .option('--watch', 'run again what is different, whenever the plan or a file with personas changes')
    .option('--prove', 'say which defects of a site the plan would not notice; asks no real site')
    .addHelpText('after', examples)
    .action(
      toAction((plan: string, site: string | undefined, options: CheckCommandOptions) =>
        plan === 'init' ? printPlan(site) : checkPlan(plan, site, options),
      ),
    )
}

const examples = `
Examples:
  $ hubpass check init acme > plan.yaml
  $ hubpass check plan.yaml --list
  $ hubpass check plan.yaml --dry-run --only prefix:sales
  $ hubpass check plan.yaml --reporter terminal,junit=junit.xml
  $ hubpass check plan.yaml --resume
  $ hubpass check plan.yaml --list --shard 2/5
  $ hubpass check plan.yaml --browser
  $ hubpass check plan.yaml --watch
  $ hubpass check plan.yaml --prove
`

async function checkPlan(
  file: string,
  rest: string | undefined,
  options: CheckCommandOptions,
): Promise<CommandOutput> {
  if (rest !== undefined)
    throw failure('BAD_REQUEST', {
      field: 'Command line',
      received: rest,
      expected: 'one plan',
      problem: 'only init takes a site',
    })
  assertOneMode(options)
  const { list = false, dryRun = false, prove = false, watch = false } = options
  parseBail(options.bail)
  parseMaxFailRate(options.maxFailRate)
  if (watch) {
    const { watchPlan } = await import('../check/modes/watch-plan.ts')
    return watchPlan(file, options)
  }
  return withCheck(async check => {
    check.parseReporters(options.reporter ?? 'terminal')
    const plan = await check.readPlan(file, process.env)
    for (const note of plan.notes) writeNote(check.formatNote(note))
    if (prove) {
      const { provePlan } = await import('../check/modes/prove-plan.ts')
      return provePlan(check, plan, options)
    }
    if (!(list || dryRun)) {
      const { runPlan } = await import('../check/run-plan.ts')
      return runPlan(check, plan, options)
    }
    const cases = await selectCases(check, plan, { ...options, expand: { listLinked: listLinkedOffline } })
    if (list) return listCases(check, plan, cases)
    return estimateCases(check, plan, cases, { isInBrowser: options.browser !== undefined })
  })
}
