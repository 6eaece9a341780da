import type { Command } from 'commander'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { rewriteCommands } from '../rewrite-commands.ts'

/** `hubpass doctor [site]` */
export function addDoctorCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('doctor')
    .summary('Check everything a sign-in needs and say what to fix.')
    .description('Check everything a sign-in needs and say what to fix. Exits with 1 if a check failed.')
    .argument('[site]', 'site id (default: all sites)')
    .option('-s, --site <id>', 'the same as an option')
    .addHelpText('after', examples)
    .action(toAction(runDoctor))
}

const examples = `
Examples:
  $ hubpass doctor
  $ hubpass doctor acme --json
`

async function runDoctor(site: string | undefined, options: { site?: string }): Promise<CommandOutput> {
  const id = site ?? options.site
  const [{ diagnose }, { formatReport }, { createColorizer }, { createProgressReporter }] = await Promise.all(
    [
      import('../../doctor/diagnose.ts'),
      import('../../doctor/format-report.ts'),
      import('../output/colors.ts'),
      import('../output/progress.ts'),
    ],
  )
  const report = await runInterruptible(signal =>
    diagnose(id, { signal, ...createProgressReporter(process.stderr) }),
  )
  return {
    result: report,
    text: rewriteCommands(formatReport(report, await createColorizer(process.stdout))),
    isColored: true,
    exitCode: report.healthy ? 0 : 1,
  }
}
