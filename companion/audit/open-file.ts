import { closeSync, fstatSync, openSync, readSync, type Stats, writeSync } from 'node:fs'
import { message } from '#messages/message'
import { UnusableFileError } from '../util/node-errors.ts'

/** About 4,000 lines. A full file is followed by a new one. */
const maxFileBytes = 1024 * 1024

const lineEnd = '\n'

/**
 * A file of the audit log that is open for appending. To hand a line over to another thread, as the
 * asynchronous functions do, takes ten times as long as to write it.
 */
export class OpenFile {
  /** Where our last line ends. If the file ends there, nobody has begun another one. */
  #end = 0

  private constructor(private readonly file: number) {}

  static open(path: string): OpenFile {
    return new OpenFile(openSync(path, 'a+', 0o600))
  }

  /** Returns false, and writes nothing, if the file is full. */
  append = (lines: readonly string[]): boolean => this.#append(lines, fstatSync(this.file))

  /** Returns false also if the file was removed since it was opened. */
  appendIfPresent(lines: readonly string[]): boolean {
    const stats = fstatSync(this.file)
    return stats.nlink > 0 && this.#append(lines, stats)
  }

  close = (): void => closeSync(this.file)

  #append(lines: readonly string[], stats: Stats): boolean {
    // A pipe would never return, or keep the line for another reader.
    if (!stats.isFile()) throw new UnusableFileError(message('reason.fileIsDevice'))
    const { size } = stats
    if (size >= maxFileBytes) return false
    const start = this.#endsInsideLine(size) ? lineEnd : ''
    const text = Buffer.from(`${start}${lines.join(lineEnd)}${lineEnd}`)
    const bytesWritten = writeSync(this.file, text)
    // The rest would follow a line of another process.
    if (bytesWritten < text.length) throw new Error('only a part of the line was written')
    this.#end = size + bytesWritten
    return true
  }

  /**
   * Returns whether the file ends inside a line, left by a process that died or a full disk. If
   * another process is just writing that line, the result is an empty line, which readers skip.
   */
  #endsInsideLine(size: number): boolean {
    if (size === this.#end) return false
    const last = Buffer.alloc(1)
    readSync(this.file, last, 0, 1, size - 1)
    return last.toString() !== lineEnd
  }
}
