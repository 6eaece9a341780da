import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { createStopSignal, waitForAbort } from '../../scripts/stop-signal.ts'
import { E2EHarness } from '../support/e2e-harness.ts'
import { compareCheckRate } from './check-rate.ts'
import { compareClickToVerified } from './click-to-verified.ts'
import { compareFixtureSession } from './fixture-session.ts'
import { type Comparison, measure } from './measure.ts'
import { comparePlaywrightRun, playwrightRounds } from './playwright-run.ts'
import { comparePopupOpen, emptyPopupFolder } from './popup-open.ts'
import { formatPopupSize } from './popup-size.ts'
import { serverDelays } from './server-delay.ts'
import { compareShellSession, otherNode } from './shell-session.ts'
import { formatTable } from './table.ts'
import { compareWarmPost } from './warm-post.ts'
import { compareXray } from './xray.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds is "${values.rounds}". Use a whole number of at least 1.`)
  process.exit(2)
}

/** A round of thousands of requests takes half a minute. */
const longRounds = 3

/** All benchmarks use one double in one run. */
const stop = createStopSignal()
const sections = [printHeading()]
await runBenchmarks(stop).catch(thrown => {
  if (!stop.aborted) throw thrown
})
if (stop.aborted) process.exitCode = 130

/** Runs all benchmarks and disposes everything they started, also when `stop` is aborted. */
async function runBenchmarks(stop: AbortSignal): Promise<void> {
  await using harness = await E2EHarness.open({ extensions: [emptyPopupFolder], qlik: { recording: false } })
  await Promise.race([waitForAbort(stop), runComparisons(harness)])
}

async function runComparisons(harness: E2EHarness): Promise<void> {
  for (const node of [process.execPath, ...(otherNode === undefined ? [] : [otherNode])]) {
    await using shell = await compareShellSession(harness.qlik, node)
    await runComparison(shell)
  }
  await using warm = await compareWarmPost(harness)
  await runComparison(warm)
  for (const delayMs of serverDelays) {
    await using check = await compareCheckRate(delayMs)
    await runComparison(check, Math.min(rounds, longRounds))
    await using fixture = await compareFixtureSession(delayMs)
    await runComparison(fixture)
  }
  await using playwright = await comparePlaywrightRun()
  await runComparison(playwright, Math.min(rounds, playwrightRounds))
  await using xray = await compareXray()
  await runComparison(xray)
  await runComparison(await compareClickToVerified(harness))
  await runComparison(comparePopupOpen(harness))
  printSection(formatPopupSize())
  await mkdir(fromRoot('test-results'), { recursive: true })
  await writeFile(fromRoot('test-results', 'bench.md'), sections.join('\n'))
}

function printHeading(): string {
  const text = `## Hubpass and its alternatives\n\nNode ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds in turn.\n`
  console.log(`\n${text}`)
  return text
}

async function runComparison(comparison: Comparison, count = rounds): Promise<void> {
  printSection(formatTable(comparison, await measure(comparison, count)))
}

function printSection(part: string): void {
  console.log(part)
  sections.push(part)
}
