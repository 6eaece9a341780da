import type { CsvError } from 'csv-parse'

/** Returns what is wrong and what to do. */
export function explainCsvError({ code, message: text }: CsvError): [problem: string, remedy: string] {
  const remedy = 'Write a quotation mark inside a cell twice, and put quotation marks around the whole cell.'
  if (code === 'CSV_QUOTE_NOT_CLOSED') return ['A quotation mark is not closed', remedy]
  if (code === 'CSV_MAX_RECORD_SIZE')
    return ['The line is too long, or a quotation mark is not closed', remedy]
  if (code === 'INVALID_OPENING_QUOTE')
    return ['A quotation mark is inside a cell that does not begin with one', remedy]
  if (code === 'CSV_INVALID_CLOSING_QUOTE' || code === 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE')
    return ['A cell goes on behind its last quotation mark', remedy]
  return [text.split('\n', 1)[0]?.replace(/: .*/s, '') ?? text, remedy]
}
