import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import type { Comparison } from '../../check/journal/compare.ts'
import type { Journals } from '../../check/journal/journals.ts'
import { writeSecret } from '../../util/write-secret.ts'
import { requireOwnFiles } from '../check/require-own-files.ts'
import { type Check, withCheck } from '../check/with-check.ts'
import { writeReports } from '../check/write-reports.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { reporterHelp } from '../options/values.ts'
import { writeNote } from '../output/notes.ts'

interface MergeOptions {
  out?: string
  reporter?: string
  baseline?: string
}

/** `hubpass report` */
export function addReportCommands(program: Command, toAction: ActionAdapter): void {
  program
    .command('report')
    .description('Make reports of runs from their journals.')
    .command('merge')
    .description(
      'Join the journals of a run, and report them as one. Exits with 1 if a case is not as expected.',
    )
    .argument('<journals...>', 'the journals of all shards, or one journal')
    .option('--out <file>', 'write the joined journal to this file')
    .option('--reporter <list>', reporterHelp)
    .option('--baseline <journal>', 'say what is new, still there and fixed since this journal')
    .addHelpText('after', examples)
    .action(toAction(mergeReports))
}

const examples = `
Examples:
  $ hubpass report merge night.ndjson --reporter terminal,html=night.html
  $ hubpass report merge shard-*.ndjson --out night.ndjson --reporter junit=junit.xml,sarif=hubpass.sarif
`

/** A plan may have another name since, so this is no error. */
async function compareWith(baseline: string, check: Check, journals: Journals): Promise<Comparison> {
  const before = await check.openJournals([baseline])
  const [earlier, now] = [before.run.plan.name, journals.run.plan.name]
  if (earlier !== now) writeNote(`${baseline} is of the plan ${quote(earlier)}, not of ${quote(now)}.\n`)
  return check.compareJournals(before, journals)
}

/** A forged journal names thousands. */
function joinFirst(names: readonly string[]): string {
  const [first, rest] = [names.slice(0, maxNamed).join(', '), names.length - maxNamed]
  return rest > 0 ? `${first} and ${rest} more` : first
}

const maxNamed = 10

async function mergeReports(paths: string[], options: MergeOptions): Promise<CommandOutput> {
  const { out, reporter = 'terminal', baseline } = options
  return withCheck(async check => {
    const chosen = check.parseReporters(reporter)
    const journals = await check.openJournals(paths)
    const used = [...paths, journals.run.plan.file, ...(baseline === undefined ? [] : [baseline])]
    await requireOwnFiles(chosen, used, out)
    if (out !== undefined) await check.requireReplaceable(out)
    const summary = await check.summarizeRun(journals)
    if (summary.cases === 0) throw failure('NO_CASE_SELECTED', { file: journals.run.plan.file, cases: 0 })
    const { missingShards } = journals
    if (missingShards.length > 0)
      writeNote(`The journals of these shards are missing: ${joinFirst(missingShards)}.\n`)
    const comparison = baseline === undefined ? undefined : await compareWith(baseline, check, journals)
    if (out !== undefined) await writeSecret(out, check.mergeJournals(journals, summary))
    const text = await writeReports(check, chosen, { journals, summary, comparison })
    const { checks: _, rules: __, exitCode, ...counts } = summary
    return {
      result: { run: journals.run, summary: { ...counts, exitCode }, comparison },
      text,
      isColored: true,
      exitCode,
    }
  })
}
