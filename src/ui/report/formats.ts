import { formatHtml } from './html.ts'
import { formatMarkdown } from './markdown.ts'
import type { Report } from './report.ts'

/** The evidence for programs: all of it, two spaces deep. */
export const formatJson = (report: Report): string =>
  `${JSON.stringify({ kind: 'hubpass-evidence', version: 1, ...report }, null, 2)}\n`

export type ReportFormat = 'markdown' | 'json' | 'html'

/** What a run can be written as, with what a file of it is called. */
export const reportFormats: Record<
  ReportFormat,
  { write(evidence: Report): string; ending: string; type: string }
> = {
  markdown: { write: formatMarkdown, ending: 'md', type: 'text/markdown' },
  json: { write: formatJson, ending: 'json', type: 'application/json' },
  html: { write: formatHtml, ending: 'html', type: 'text/html' },
}

/** E.g. `hubpass-2026-05-01T10-02-03-failed.md`: no name of anybody is in it. */
export const reportFileName = ({ endedAt, outcome }: Report, format: ReportFormat): string =>
  `hubpass-${endedAt.slice(0, 19).replaceAll(':', '-')}-${outcome}.${reportFormats[format].ending}`
