import type { RequestFormat } from '#protocol/session-request/formats'
import type { RunReport } from '#shared/runs/run-report'
import { formatRequest } from '#ui/copy-as/formats.ts'
import { type ReportFormat, reportFileName, reportFormats } from '#ui/report/formats.ts'
import { createReport, type Report } from '#ui/report/report.ts'
import type { TextFile } from '#ui/save-file.ts'

/** An export to copy or to save. */
export interface ExportFile extends TextFile {
  /** True for requests, which work only with the real names. */
  hasRealNames: boolean
}

export type ExportFormat = ReportFormat | RequestFormat

/** Names of formats and products are not translated. */
export const exportFormatNames: [ExportFormat, string][] = [
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
  ['html', 'HTML'],
  ['curl', 'curl'],
  ['powershell', 'PowerShell'],
  ['postman', 'Postman'],
]

type ExportWriter = (facts: RunReport, names: Report['names']) => ExportFile

const createReportWriter =
  (format: ReportFormat): ExportWriter =>
  (facts, names) => {
    const evidence = createReport(facts, names)
    const { write, type } = reportFormats[format]
    return { text: write(evidence), name: reportFileName(evidence, format), type, hasRealNames: false }
  }

const createRequestWriter =
  (format: RequestFormat, name: string, type: string): ExportWriter =>
  facts => ({ text: formatRequest(format, facts), name, type, hasRealNames: true })

export const exportFormats: Record<ExportFormat, ExportWriter> = {
  markdown: createReportWriter('markdown'),
  json: createReportWriter('json'),
  html: createReportWriter('html'),
  curl: createRequestWriter('curl', 'hubpass-session.sh', 'text/plain'),
  powershell: createRequestWriter('powershell', 'hubpass-session.ps1', 'text/plain'),
  postman: createRequestWriter('postman', 'hubpass-session.postman_collection.json', 'application/json'),
}
