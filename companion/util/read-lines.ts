import { constants, open } from 'node:fs/promises'
import { message } from '#messages/message'
import { UnusableFileError } from './node-errors.ts'

export interface Line {
  text: string
  /** The file ends inside it. */
  isTorn: boolean
}

/**
 * Yields the lines of a file in bounded memory, without waiting for a pipe or a device. A line that is too
 * long is cut after one more character. Throws {@link UnusableFileError} and the errors of the system.
 */
export async function* readLines(path: string, maxLength: number): AsyncGenerator<Line> {
  let rest = ''
  for await (const chunk of readChunks(path)) {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(0, maxLength + 1)
    for (const text of lines) yield { text, isTorn: false }
  }
  if (rest !== '') yield { text: rest, isTorn: true }
}

async function* readChunks(path: string): AsyncGenerator<string> {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  const stats = await file.stat()
  if (!stats.isFile()) {
    await file.close()
    throw new UnusableFileError(message(stats.isDirectory() ? 'reason.fileIsFolder' : 'reason.fileIsDevice'))
  }
  // The stream closes the file.
  yield* file.createReadStream({ encoding: 'utf8' })
}
