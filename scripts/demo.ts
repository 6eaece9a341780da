import { E2EHarness } from '../test/support/e2e-harness.ts'
import { type DemoOptions, parseDemoOptions } from './demo-options.mjs'
import { signInAndReport } from './demo-sign-in.ts'
import { createStopSignal, waitForAbort } from './stop-signal.ts'

type Verdict = 'passed' | 'failed' | 'stopped'

const exitCodes: Record<Verdict, number> = { passed: 0, failed: 1, stopped: 130 }

/** Signs a tester in to the double through the popup, for people to try or for a log. */
async function runDemo(options: DemoOptions, stop: AbortSignal): Promise<Verdict> {
  await using harness = await E2EHarness.open({
    browser: 'own',
    display: options.headless ? undefined : 'own',
  })
  const end = Promise.race([waitForAbort(stop), waitForClose(harness)]).then((): Verdict => 'stopped')
  const verdict = await Promise.race([end, signInAndReport(harness, options)])
  if (options.headless || verdict === 'stopped') return verdict
  console.log('\nThe browser stays open for you. Close it or press Ctrl-C to exit.')
  await end
  return verdict
}

const waitForClose = ({ browser }: E2EHarness): Promise<void> =>
  new Promise(resolve => browser.once('close', () => resolve()))

const stop = createStopSignal()
try {
  process.exitCode = exitCodes[await runDemo(parseDemoOptions(process.argv.slice(2)), stop)]
} catch (thrown) {
  if (!stop.aborted) console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = exitCodes[stop.aborted ? 'stopped' : 'failed']
}
