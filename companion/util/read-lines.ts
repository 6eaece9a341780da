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
  // Joined once: a long line would be copied with each chunk.
  let parts: string[] = []
  let length = 0
  const add = (text: string) => {
    const part = text.slice(0, maxLength + 1 - length)
    length += part.length
    if (part !== '') parts.push(part)
  }
  const take = () => {
    const text = parts.join('')
    parts = []
    length = 0
    return text
  }
  for await (const chunk of readChunks(path)) {
    const lines = chunk.split('\n')
    const last = lines.pop() ?? ''
    for (const text of lines) {
      add(text)
      yield { text: take(), isTorn: false }
    }
    add(last)
  }
  if (length > 0) yield { text: take(), isTorn: true }
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
