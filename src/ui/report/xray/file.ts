import type { TextFile } from '../../save-file.ts'
import { writeHtml } from '../html.ts'
import { writeMarkdown } from '../markdown.ts'
import { createSharedXray, type SharedXray, type XrayFacts } from './report.ts'
import { createXraySections, formatXrayTitle } from './sections.ts'

export type XrayFormat = keyof typeof formats

const formats = {
  markdown: {
    write: report => writeMarkdown(createXraySections(report)),
    ending: 'md',
    type: 'text/markdown',
  },
  json: {
    write: report => `${JSON.stringify({ kind: 'hubpass-xray', version: 1, ...report }, null, 2)}\n`,
    ending: 'json',
    type: 'application/json',
  },
  html: {
    write: report => writeHtml(formatXrayTitle(report), getOutcome(report), createXraySections(report)),
    ending: 'html',
    type: 'text/html',
  },
} satisfies Record<string, { write(report: SharedXray): string; ending: string; type: string }>

/** Returns the report as a file. Its name contains no user and no host. */
export function createXrayFile(facts: XrayFacts, format: XrayFormat): TextFile {
  const report = createSharedXray(facts)
  const { write, ending, type } = formats[format]
  const time = report.endedAt.slice(0, 19).replaceAll(':', '-')
  return { name: `hubpass-xray-${time}-${getOutcome(report)}.${ending}`, type, text: write(report) }
}

const getOutcome = ({ checks }: SharedXray): 'passed' | 'failed' =>
  checks.some(({ verdict }) => verdict === 'failed') ? 'failed' : 'passed'
