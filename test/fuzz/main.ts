import { parseArgs } from 'node:util'
import { createStopSignal } from '../../scripts/stop-signal.ts'
import { toMegabytes } from '../support/process-usage.ts'
import { countAnswers, type FuzzResult, fuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    frames: { type: 'string', default: '1000000' },
    'max-memory': { type: 'string', default: '300' },
  },
})
const [seed, from, frames, maxMegabytes] = (['seed', 'from', 'frames', 'max-memory'] as const).map(name =>
  parseCount(name, values[name]),
) as [number, number, number, number]

const startedAt = performance.now()
let printedMinutes = 0
const stop = createStopSignal()
const result = await fuzz({
  ...{ seed, from, frames, signal: stop },
  maxMemory: maxMegabytes * 1024 * 1024,
  onProgress: printProgress,
})
console.log(formatResult(result))
if (stop.aborted && result.next < from + frames) {
  const rest = from + frames - result.next
  console.log(`Continue with: npm run fuzz -- --seed ${seed} --from ${result.next} --frames ${rest}`)
  process.exitCode = 130
}
if (result.problems.length > 0 || result.bugs.size > 0) process.exitCode = 1

function parseCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0) return count
  console.error(`--${name} is "${text}". Use a whole number.`)
  process.exit(2)
}

/** Prints one line that replaces itself on a terminal, and a line a minute elsewhere. */
function printProgress({ next, frames: sent, peakMemory, problems }: FuzzResult): void {
  const seconds = (performance.now() - startedAt) / 1000
  const line =
    `${next.toLocaleString('en')} of ${(from + frames).toLocaleString('en')} frames, ` +
    `${Math.round(sent / seconds)} a second, peak ${toMegabytes(peakMemory)}, ${problems.length} problems`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}\u001b[K`)
  else if (Math.floor(seconds / 60) > printedMinutes) {
    printedMinutes = Math.floor(seconds / 60)
    console.log(line)
  }
}

function formatResult({
  frames: sent,
  lives,
  answers,
  bugs,
  problems,
  peakMemory,
  growth,
}: FuzzResult): string {
  const codes = [...answers].toSorted(([, one], [, other]) => other - one)
  return [
    `\n${sent.toLocaleString('en')} frames to ${lives} companions in ${Math.round((performance.now() - startedAt) / 1000)} s`,
    `answers: ${countAnswers(result).toLocaleString('en')} (${codes.map(([code, count]) => `${code} ${count}`).join(', ')})`,
    `memory: peak ${toMegabytes(peakMemory)}, growth in one life at most ${toMegabytes(growth)}`,
    ...[...bugs].map(message => `INTERNAL: ${message}`),
    problems.length === 0 ? 'No crash, no hang, no answer outside the protocol.' : problems.join('\n'),
  ].join('\n')
}
