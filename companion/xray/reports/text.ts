import type { Colorize, TextStyle } from '../../doctor/format-report.ts'
import { stripControlCharacters } from '../../util/text.ts'
import type { EnglishCheck, EnglishResult } from '../english-result.ts'
import type { CheckResult } from '../result.ts'
import { describeAccess } from './access.ts'
import { describeTarget, formatRemedy, select, summarize, verdicts, verdictTitles } from './sort.ts'

const symbols: Record<CheckResult['verdict'], readonly [symbol: string, style: TextStyle]> = {
  failed: ['✗', 'failed'],
  undecided: ['?', 'warned'],
  passed: ['✓', 'passed'],
  skipped: ['–', 'skipped'],
}

/** Formats a result as a grid, failed checks first. */
export function formatText(result: EnglishResult, colorize: Colorize): string {
  const width = Math.max(...result.checks.map(({ title }) => title.length))
  const hasFailed = select(result, 'failed').length > 0
  const sections = verdicts.flatMap(verdict => {
    const checks = select(result, verdict)
    if (checks.length === 0) return []
    const heading = colorize('strong', `${verdictTitles[verdict]} (${checks.length})`)
    return [[heading, ...checks.flatMap(check => formatCheck(check, width, colorize))].join('\n')]
  })
  const head = [
    colorize(hasFailed ? 'failed' : 'passed', summarize(result)),
    stripControlCharacters(describeTarget(result)),
    ...describeAccess(result).map(stripControlCharacters),
  ]
  return [head.join('\n'), ...sections].join('\n\n')
}

function formatCheck(check: EnglishCheck, width: number, colorize: Colorize): string[] {
  const { id, title, severity, verdict, message, remedy, evidence } = check
  const [symbol, style] = symbols[verdict]
  const indent = ' '.repeat(width + 20)
  const isQuiet = verdict === 'passed' || verdict === 'skipped'
  const text = stripControlCharacters(message)
  const line = `  ${colorize(style, symbol)} ${id}  ${severity.padEnd(6)}  ${title.padEnd(width)}  ${colorize(isQuiet ? 'faint' : style, text)}`
  if (isQuiet) return [line.trimEnd()]
  return [
    line,
    ...evidence.map(each => colorize('faint', `${indent}${stripControlCharacters(each)}`)),
    ...(remedy === undefined ? [] : [`${indent}Remedy: ${stripControlCharacters(formatRemedy(remedy))}`]),
  ]
}
