import type { Command } from 'commander'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { runnable } from './runnable.ts'

/** `hubpass doctor [site]` */
export function addDoctorCommand(program: Command, act: Act): void {
  program
    .command('doctor')
    .description(
      'Check all that a sign-in needs, and say what to mend. Exit code 1 when something has to be.',
    )
    .argument('[site]', 'id of the site (else all of them)')
    .addHelpText('after', examples)
    .action(act(examine))
}

const examples = `
Examples:
  $ hubpass doctor
  $ hubpass doctor acme --json
`

async function examine(id?: string): Promise<Outcome> {
  const [{ diagnose }, { describeReport }, { painter }, { progress }] = await Promise.all([
    import('../doctor/diagnose.ts'),
    import('../doctor/describe-report.ts'),
    import('./colours.ts'),
    import('./progress.ts'),
  ])
  const report = await onInterrupt(signal => diagnose(id, { signal, ...progress(process.stderr) }))
  return {
    result: report,
    text: runnable(describeReport(report, await painter(process.stdout))),
    exitCode: report.healthy ? 0 : 1,
  }
}
