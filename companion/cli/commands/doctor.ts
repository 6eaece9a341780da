import type { Command } from 'commander'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { rewriteCommands } from '../rewrite-commands.ts'

/** `hubpass doctor [site]` */
export function addDoctorCommand(program: Command, toAction: ActionAdapter): void {
  program
    .command('doctor')
    .description(
      'Check all that a sign-in needs, and say what to mend. Exit code 1 when something has to be.',
    )
    .argument('[site]', 'id of the site (else all of them)')
    .addHelpText('after', examples)
    .action(toAction(runDoctor))
}

const examples = `
Examples:
  $ hubpass doctor
  $ hubpass doctor acme --json
`

async function runDoctor(id?: string): Promise<CommandOutput> {
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
    exitCode: report.healthy ? 0 : 1,
  }
}
