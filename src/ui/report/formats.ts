import { formatHtml } from './html.ts'
import { formatMarkdown } from './markdown.ts'
import type { Report } from './report.ts'

/** Formats the complete report for programs. */
export const formatJson = (report: Report): string =>
  `${JSON.stringify({ kind: 'hubpass-evidence', version: 1, ...report }, null, 2)}\n`

export type ReportFormat = 'markdown' | 'json' | 'html'

/** The formats of a report, with the extension and type of their files. */
export const reportFormats: Record<
  ReportFormat,
  { write(report: Report): string; ending: string; type: string }
> = {
  markdown: { write: formatMarkdown, ending: 'md', type: 'text/markdown' },
  json: { write: formatJson, ending: 'json', type: 'application/json' },
  html: { write: formatHtml, ending: 'html', type: 'text/html' },
}

/**
 * Returns a name such as `hubpass-2026-05-01T10-02-03-failed.md`, which contains no user or host.
 */
export const reportFileName = ({ endedAt, outcome }: Report, format: ReportFormat): string =>
  `hubpass-${endedAt.slice(0, 19).replaceAll(':', '-')}-${outcome}.${reportFormats[format].ending}`
