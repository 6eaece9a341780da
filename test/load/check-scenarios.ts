import { toMegabytes } from '../support/process-usage.ts'
import { type CheckLoadOptions, type CheckScenario, checkScenarioNames, runCheckLoad } from './check-load.ts'

const someChecks = 'checks: { catalogue: session-cookie@1, only: [SC-01, SC-10] }\n'

/** Runs each scenario of `hubpass check` and says what it took. Returns whether nothing was left behind. */
export async function runCheckScenarios(cases: number, say: (line: string) => void): Promise<boolean> {
  const tenth = Math.ceil(cases / 20) * 2
  let isClean = true
  const run = async (scenario: CheckScenario, options: CheckLoadOptions, note = ''): Promise<void> => {
    const { code, seconds, peakMemory, verdicts, left } = await runCheckLoad(scenario, options)
    isClean &&= left.length === 0
    const memory = peakMemory === undefined ? '' : `, at most ${toMegabytes(peakMemory)}`
    const rate = (options.cases / seconds).toFixed(0)
    say(
      `${options.cases} cases${note}, ${scenario}: ${seconds.toFixed(1)} s, ${rate} per second${memory}, exit code ${code}, ${JSON.stringify(verdicts)}, ${left.length} left behind`,
    )
  }
  await run('all is as expected', { cases: tenth })
  await run('all is as expected', { cases: tenth, plan: someChecks }, ' with 2 checks of the catalog')
  for (const scenario of checkScenarioNames) await run(scenario, { cases })
  return isClean
}
