import type { Evidence } from './evidence.ts'
import { asHtml } from './html.ts'
import { asMarkdown } from './markdown.ts'

/** The evidence for programs: all of it, two spaces deep. */
export const asJson = (evidence: Evidence): string =>
  `${JSON.stringify({ kind: 'hubpass-evidence', version: 1, ...evidence }, null, 2)}\n`

export type EvidenceFormat = 'markdown' | 'json' | 'html'

/** What a run can be written as, with what a file of it is called. */
export const evidenceFormats: Record<
  EvidenceFormat,
  { write(evidence: Evidence): string; ending: string; type: string }
> = {
  markdown: { write: asMarkdown, ending: 'md', type: 'text/markdown' },
  json: { write: asJson, ending: 'json', type: 'application/json' },
  html: { write: asHtml, ending: 'html', type: 'text/html' },
}

/** E.g. `hubpass-2026-05-01T10-02-03-failed.md`: no name of anybody is in it. */
export const fileNameOf = ({ endedAt, outcome }: Evidence, format: EvidenceFormat): string =>
  `hubpass-${endedAt.slice(0, 19).replaceAll(':', '-')}-${outcome}.${evidenceFormats[format].ending}`
