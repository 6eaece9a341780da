import { parseArgs } from 'node:util'
import { createStopSignal } from '../../scripts/stop-signal.ts'
import { type ProcessUsage, toMegabytes } from '../support/process-usage.ts'
import { runCheckScenarios } from './check-scenarios.ts'
import { findGrowth } from './growth.ts'
import { runLoad } from './sign-in-load.ts'

const { values } = parseArgs({
  options: {
    row: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '50' },
    cases: { type: 'string', default: '10000' },
  },
})
const [inARow, atOnce, cases] = [Number(values.row), Number(values['at-once']), Number(values.cases)]
if (![inARow, atOnce, cases].every(Number.isInteger)) {
  console.error('Use whole numbers for --row, --at-once and --cases.')
  process.exit(2)
}

const stop = createStopSignal()
await main().catch(thrown => {
  if (!stop.aborted) throw thrown
  process.exitCode = 130
})

async function main(): Promise<void> {
  await signIn()
  if (cases > 0 && !(await runCheckScenarios(cases, line => console.log(line)))) process.exitCode = 1
}

async function signIn(): Promise<void> {
  const onProgress = (done: number) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${inARow + atOnce} sign-ins`)
  }
  const result = await runLoad({ inARow, atOnce, signal: stop, onProgress })
  const { signIns, refused, sessionsLeft, warm, afterRow, afterCrowd } = result
  console.log(`\n${signIns} sign-ins, ${refused} requests sent again, ${sessionsLeft} sessions left`)
  if (warm === undefined || afterRow === undefined || afterCrowd === undefined) {
    console.log('This system does not tell what a process uses.')
    return
  }
  console.log(`after ${Math.floor(inARow / 5) + 1} in a row: ${formatUsage(warm)}`)
  console.log(`after ${inARow} in a row: ${formatUsage(afterRow)}`)
  console.log(
    `after ${atOnce} more at once: ${formatUsage(afterCrowd)}, peak ${toMegabytes(afterCrowd.peakMemory)}`,
  )
  const growth = [...findGrowth(warm, afterRow), ...findGrowth(afterRow, afterCrowd, atOnce)]
  console.log(growth.length === 0 ? 'Memory and handles are flat.' : growth.join('\n'))
  if (growth.length > 0 || sessionsLeft > 0) process.exitCode = 1
}

function formatUsage({ memory, handles }: ProcessUsage): string {
  return `${toMegabytes(memory)}, ${handles} handles`
}
