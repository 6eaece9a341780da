import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { toPersona } from '../persona.ts'
import type { Persona } from '../plan.ts'
import type { Place, Problems } from '../problem.ts'
import { reportUnreadable } from '../read-text.ts'
import { detectDelimiter } from './detect-delimiter.ts'
import { explainCsvError } from './explain-error.ts'
import { type Header, readHeader } from './header.ts'

/**
 * Yields the personas of a CSV file in bounded memory. The separator is a comma, a semicolon or a tab. The
 * column `user` has `DIRECTORY\id`, or `userDirectory` and `userId` have its parts. Every other column
 * is an attribute; an empty cell is none, and several columns of one name give several values.
 */
export async function* readCsvPersonas(
  path: string,
  place: Place,
  problems: Problems,
): AsyncGenerator<Persona> {
  const at = (line: number): Place => ({ file: path, line, column: 1 })
  try {
    const delimiter = await detectDelimiter(path)
    // The first line of the next record. An error of the parser names the line on which it gave up.
    let nextLine = 1
    const parser = parse({
      bom: true,
      delimiter,
      trim: true,
      relax_column_count: true,
      skip_records_with_error: true,
      max_record_size: maxRecordLength,
      on_record: (record, { lines }) => {
        const line = nextLine
        nextLine = lines + 1
        return record.every(cell => cell === '') ? null : [String(line), ...record]
      },
    })
    // Behind a wrong quotation mark, the parser takes the rest of the file for text.
    parser.once('skip', (error: CsvError) => problems.add(at(nextLine), ...explainCsvError(error)))
    // The iteration below reports the errors of the whole pipeline.
    const rows: AsyncIterable<string[]> = pipeline(
      createReadStream(path, 'utf8'),
      unifyLineBreaks,
      parser,
      () => {},
    )
    let header: Header | undefined
    for await (const [lineNumber, ...record] of rows) {
      const line = at(Number(lineNumber))
      if (header === undefined) {
        header = readHeader(record, line, problems)
        if (header === undefined) return
      } else if (record.length !== header.width)
        problems.add(
          line,
          `The line has ${record.length} cells, the first line has ${header.width}`,
          'Add or remove cells. Put quotation marks around a cell that contains the separator.',
        )
      else {
        const attributes = header.attributes.flatMap(({ name, index }) => {
          const value = record[index] ?? ''
          return value === '' ? [] : [{ name, value }]
        })
        const persona = toPersona(header.readUser(record), attributes, line, problems)
        if (persona !== undefined) yield persona
      }
    }
    if (header === undefined)
      problems.add(at(1), 'The file is empty', 'Begin it with a line of column names, such as user,group.')
  } catch (error) {
    reportUnreadable(path, error, place, problems)
  }
}

/** Longer than any user with 64 kB of attributes. A quotation mark that nobody closed takes in the whole file. */
const maxRecordLength = 256 * 1024

/** The parser counts the two characters of a line break of Windows inside a cell as two lines. */
async function* unifyLineBreaks(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const text = rest + chunk
    rest = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - rest.length).replaceAll('\r\n', '\n')
  }
  yield rest
}
