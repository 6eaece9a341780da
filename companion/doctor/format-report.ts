import type { Finding } from '#protocol/findings/index'
import { stripControlCharacters } from '../util/text.ts'
import type { CheckResult } from './check.ts'
import type { Report, Verdict } from './report.ts'

export type TextStyle = 'passed' | 'warned' | 'failed' | 'skipped' | 'strong' | 'faint'

/** Colors a text if the output has colors. */
export type Colorize = (style: TextStyle, text: string) => string

const stateSymbols: Record<CheckResult['state'], string> = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  skipped: '–',
}

/** The duration of slower checks is shown. */
const slowMs = 1_000

/** Formats a report as text: the answer, then one line per check with its remedy below. */
export function formatReport({ verdicts, checks }: Report, colorize: Colorize): string {
  const width = Math.max(...checks.map(({ title }) => title.length))
  const scopes = [...new Set(checks.map(({ site }) => site))]
  const sections = scopes.map(scope => [
    colorize('strong', scope ?? 'This machine'),
    ...checks.filter(({ site }) => site === scope).flatMap(check => formatCheck(check, width, colorize)),
  ])
  return [verdicts.flatMap(verdict => formatVerdict(verdict, colorize)), ...sections]
    .map(lines => lines.join('\n'))
    .join('\n\n')
}

const formatVerdict = ({ state, sentence, remedy }: Verdict, colorize: Colorize): string[] => [
  colorize(state, stripControlCharacters(sentence)),
  ...(remedy === undefined ? [] : [`Remedy: ${stripControlCharacters(remedy)}`]),
]

function formatCheck(check: CheckResult, width: number, colorize: Colorize): string[] {
  const { state, title, note, finding, others = [], ms = 0 } = check
  const parts = [finding?.message ?? note, ms > slowMs ? `(${(ms / 1000).toFixed(1)} s)` : undefined]
  const text = stripControlCharacters(parts.filter(each => each !== undefined).join(' '))
  const firstLine = `  ${colorize(state, stateSymbols[state])} ${stripControlCharacters(title).padEnd(width)}  ${colorize(selectTextStyle(state), text)}`
  const indent = ' '.repeat(width + 6)
  return [
    firstLine.trimEnd(),
    ...(finding === undefined ? [] : [`${indent}Remedy: ${stripControlCharacters(finding.remedy)}`]),
    ...others.flatMap(other => formatFurtherFinding(other, indent)),
  ]
}

const formatFurtherFinding = ({ message, remedy }: Finding, indent: string): string[] => [
  `${indent}${stripControlCharacters(message)}`,
  `${indent}Remedy: ${stripControlCharacters(remedy)}`,
]

/** Passed and skipped checks are less prominent. */
const selectTextStyle = (state: CheckResult['state']): TextStyle =>
  state === 'passed' || state === 'skipped' ? 'faint' : state
