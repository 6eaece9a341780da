import { constants, open } from 'node:fs/promises'
import { message } from '#messages/message'
import { detectTextEncoding } from '#protocol/text-encoding'
import { UnusableFileError } from '../../../util/node-errors.ts'

/** Returns the separator that the first line uses most. Throws for a device, and for a text in UTF-16. */
export async function detectDelimiter(path: string): Promise<string> {
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
