import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { hasId, type Text } from '#messages/message'
import { decodeText } from '../../util/decode-text.ts'
import { describeSystemError, errorCode, UnusableFileError } from '../../util/node-errors.ts'
import { limitTo, readRegularFile } from '../../util/read-file.ts'
import type { Place, Problems } from './problem.ts'

/** Far above any plan that a person writes. Longer lists of users belong into a CSV file. */
const maxBytes = 2 * 1024 * 1024

/** Reads a file. Returns undefined after it has reported at `place` why it cannot be read. */
export async function readText(path: string, place: Place, problems: Problems): Promise<string | undefined> {
  try {
    const bytes = await readRegularFile(path, limitTo(maxBytes))
    return decodeText(bytes)
  } catch (error) {
    reportUnreadable(path, error, place, problems)
    return undefined
  }
}

/** Reports an error of the system. Throws every other one. */
export function reportUnreadable(path: string, error: unknown, place: Place, problems: Problems): void {
  if (errorCode(error) === '' && !(error instanceof UnusableFileError)) throw error
  const reason = describeSystemError(error)
  problems.add(
    toPlaceInside(path, reason) ?? place,
    `The file ${path} cannot be read: ${toText(reason).replace(/\.$/, '')}`,
    'Correct the path or the file.',
  )
}

/** A file in another encoding knows the line of its first wrong character. */
const toPlaceInside = (file: string, reason: Text): Place | undefined =>
  typeof reason !== 'string' && hasId(reason, 'reason.textNotUnicode')
    ? { file, line: Number(reason.values.line), column: 1 }
    : undefined

const toText = (text: Text): string => (typeof text === 'string' ? text : formatMessage(english, text))
