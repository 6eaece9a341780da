import type { Finding } from '#protocol/findings/index'
import { visible } from '../visible.ts'
import type { CheckResult } from './check.ts'
import type { Report, Verdict } from './report.ts'

export type Tone = 'passed' | 'warned' | 'failed' | 'skipped' | 'strong' | 'faint'

/** Gives a text its colour, where there are colours. */
export type Paint = (tone: Tone, text: string) => string

const marks: Record<CheckResult['state'], string> = { passed: '✓', warned: '!', failed: '✗', skipped: '–' }

/** Slower than that is worth saying. */
const slowMs = 1_000

/** The report for people: the answer first, then one line per check with what to do below those that need it. */
export function describeReport({ verdicts, checks }: Report, paint: Paint): string {
  const width = Math.max(...checks.map(({ title }) => title.length))
  const scopes = [...new Set(checks.map(({ site }) => site))]
  const sections = scopes.map(scope => [
    paint('strong', scope ?? 'This machine'),
    ...checks.filter(({ site }) => site === scope).flatMap(check => linesOf(check, width, paint)),
  ])
  return [verdicts.flatMap(verdict => answer(verdict, paint)), ...sections]
    .map(lines => lines.join('\n'))
    .join('\n\n')
}

const answer = ({ state, sentence, remedy }: Verdict, paint: Paint): string[] => [
  paint(state, visible(sentence)),
  ...(remedy === undefined ? [] : [`Do: ${visible(remedy)}`]),
]

function linesOf(check: CheckResult, width: number, paint: Paint): string[] {
  const { state, title, note, finding, others = [], ms = 0 } = check
  const said = [finding?.message ?? note, ms > slowMs ? `(${(ms / 1000).toFixed(1)} s)` : undefined]
  const text = visible(said.filter(each => each !== undefined).join(' '))
  const first = `  ${paint(state, marks[state])} ${visible(title).padEnd(width)}  ${paint(quietOf(state), text)}`
  const indent = ' '.repeat(width + 6)
  return [
    first.trimEnd(),
    ...(finding === undefined ? [] : [`${indent}Do: ${visible(finding.remedy)}`]),
    ...others.flatMap(other => further(other, indent)),
  ]
}

const further = ({ message, remedy }: Finding, indent: string): string[] => [
  `${indent}${visible(message)}`,
  `${indent}Do: ${visible(remedy)}`,
]

/** What went well steps back. */
const quietOf = (state: CheckResult['state']): Tone =>
  state === 'passed' || state === 'skipped' ? 'faint' : state
