import { failure } from '#protocol/errors'
import { formatCtrf } from './ctrf.ts'
import { formatGithub } from './github.ts'
import { formatHtml } from './html.ts'
import { formatJsonReport } from './json.ts'
import { formatJunit } from './junit.ts'
import { formatMarkdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'
import { formatSarif } from './sarif/sarif.ts'
import { formatTerminal } from './terminal.ts'

/** The reporters by the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  terminal: formatTerminal,
  json: formatJsonReport,
  junit: formatJunit,
  sarif: formatSarif,
  github: formatGithub,
  ctrf: formatCtrf,
  markdown: formatMarkdown,
  html: formatHtml,
}

export interface ChosenReporter {
  name: string
  write: Reporter
  /** Undefined for standard output. */
  file?: string
}

/** Parses `terminal,junit=report.xml`. Throws BAD_REQUEST, also for two reports on standard output. */
export function parseReporters(received: string): ChosenReporter[] {
  const chosen = received.split(',').map((part): ChosenReporter => {
    const [name = '', ...rest] = part.trim().split('=')
    const write = Object.hasOwn(reporters, name) ? reporters[name] : undefined
    const file = rest.join('=')
    if (write === undefined || (rest.length > 0 && file === '')) throw invalid(received)
    return file === '' ? { name, write } : { name, write, file }
  })
  // GitHub reads its annotations between the lines of other output.
  const onScreen = chosen.filter(({ file, name }) => file === undefined && name !== 'github')
  if (onScreen.length > 1) throw invalid(received, 'two reports without a file')
  return chosen
}

const invalid = (received: string, problem?: string) =>
  failure('BAD_REQUEST', {
    field: '--reporter',
    received,
    expected: `${Object.keys(reporters).join(', ')}, each with or without =FILE, separated by commas`,
    problem,
  })
