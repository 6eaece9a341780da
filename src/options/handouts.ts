import type { RunFacts } from '#shared/run-facts'
import { type RequestFormat, requestAs } from '#ui/copy-as/formats.ts'
import { type Evidence, evidenceOf } from '#ui/evidence/evidence.ts'
import { type EvidenceFormat, evidenceFormats, fileNameOf } from '#ui/evidence/formats.ts'
import type { TextFile } from '#ui/save-file.ts'

/** A text to copy or to save. */
export interface Handout extends TextFile {
  /** Made to be used by the tester: it always has the real names. */
  isForOneself: boolean
}

export type HandoutName = EvidenceFormat | RequestFormat

/** The names of languages and products are nobody's to translate. */
export const handoutNames: [HandoutName, string][] = [
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
  ['html', 'HTML'],
  ['curl', 'curl'],
  ['powershell', 'PowerShell'],
  ['postman', 'Postman'],
]

type Write = (facts: RunFacts, names: Evidence['names']) => Handout

const report =
  (format: EvidenceFormat): Write =>
  (facts, names) => {
    const evidence = evidenceOf(facts, names)
    const { write, type } = evidenceFormats[format]
    return { text: write(evidence), name: fileNameOf(evidence, format), type, isForOneself: false }
  }

const request =
  (format: RequestFormat, name: string, type: string): Write =>
  facts => ({ text: requestAs(format, facts), name, type, isForOneself: true })

export const handouts: Record<HandoutName, Write> = {
  markdown: report('markdown'),
  json: report('json'),
  html: report('html'),
  curl: request('curl', 'hubpass-session.sh', 'text/plain'),
  powershell: request('powershell', 'hubpass-session.ps1', 'text/plain'),
  postman: request('postman', 'hubpass-session.postman_collection.json', 'application/json'),
}
