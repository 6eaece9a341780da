import { createReadStream } from 'node:fs'
import { constants, open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { message } from '#messages/message'
import { detectTextEncoding } from '#protocol/text-encoding'
import { UnusableFileError } from '../../util/node-errors.ts'
import { toPersona } from './persona.ts'
import type { Persona } from './plan.ts'
import type { Place, Problems } from './problem.ts'
import { reportUnreadable } from './read-text.ts'
import { isSecretName, secretProblem } from './secrets.ts'

/** What the first row says about the columns. */
interface Header {
  width: number
  readUser: (record: readonly string[]) => string
  attributes: readonly { name: string; index: number }[]
}

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

/** Returns the separator that the first line uses most. Throws for a file that is not a UTF-8 text. */
async function detectDelimiter(path: string): Promise<string> {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await file.stat()
    if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxHeaderBytes), 0, maxHeaderBytes, 0)
    const start = buffer.subarray(0, bytesRead)
    if (detectTextEncoding(start) !== 'utf-8')
      throw new UnusableFileError('it is UTF-16; save it as "CSV UTF-8"')
    const [firstLine = ''] = start.toString('utf8').split(/[\r\n]/, 1)
    const unquoted = firstLine.replace(/"[^"]*"/g, '')
    const count = (delimiter: string) => unquoted.split(delimiter).length
    return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0] ?? ','
  } finally {
    await file.close()
  }
}

const maxHeaderBytes = 64 * 1024

function readHeader(record: readonly string[], place: Place, problems: Problems): Header | undefined {
  const find = (name: string) => record.findIndex(each => each.toLowerCase() === name.toLowerCase())
  const secrets = record.filter(isSecretName)
  for (const name of secrets) problems.add(place, ...secretProblem(name))
  const [user, directory, id] = [find('user'), find('userDirectory'), find('userId')]
  const hasParts = directory >= 0 && id >= 0
  if (user < 0 && !hasParts)
    problems.add(
      place,
      'No column has the name user',
      'Name the column of DIRECTORY\\id "user", or name two columns "userDirectory" and "userId".',
    )
  if (secrets.length > 0 || (user < 0 && !hasParts)) return undefined
  const ofUser = user >= 0 ? [user] : [directory, id]
  return {
    width: record.length,
    readUser: cells => ofUser.map(index => cells[index] ?? '').join('\\'),
    attributes: record.flatMap((name, index) =>
      ofUser.includes(index) || name === '' ? [] : [{ name, index }],
    ),
  }
}

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

function explainCsvError({ code, message: text }: CsvError): [problem: string, remedy: string] {
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
