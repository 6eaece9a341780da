import { type FileHandle, open } from 'node:fs/promises'
import { message } from '#messages/message'
import { UnusableFileError } from '../util/node-errors.ts'

/** About 4,000 lines. A full file is followed by a new one. */
const maxFileBytes = 1024 * 1024

const lineEnd = '\n'

/** A file of the audit log that is open for appending. */
export class OpenFile {
  /** Where our last line ends. If the file ends there, nobody has begun another one. */
  #end = 0

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<OpenFile> {
    return new OpenFile(await open(path, 'a+', 0o600))
  }

  /** Returns false, and writes nothing, if the file is full. */
  append = async (lines: readonly string[]): Promise<boolean> => this.#append(lines, await this.file.stat())

  /** Returns false also if the file was removed since it was opened. */
  async appendIfPresent(lines: readonly string[]): Promise<boolean> {
    const stats = await this.file.stat()
    return stats.nlink > 0 && this.#append(lines, stats)
  }

  close = (): Promise<void> => this.file.close()

  async #append(lines: readonly string[], stats: Awaited<ReturnType<FileHandle['stat']>>): Promise<boolean> {
    // A pipe would never return, or keep the line for another reader.
    if (!stats.isFile()) throw new UnusableFileError(message('reason.fileIsDevice'))
    const size = Number(stats.size)
    if (size >= maxFileBytes) return false
    const start = (await this.#endsInsideLine(size)) ? lineEnd : ''
    const text = Buffer.from(`${start}${lines.join(lineEnd)}${lineEnd}`)
    const { bytesWritten } = await this.file.write(text)
    // The rest would follow a line of another process.
    if (bytesWritten < text.length) throw new Error('only a part of the line was written')
    this.#end = size + bytesWritten
    return true
  }

  /**
   * Returns whether the file ends inside a line, left by a process that died or a full disk. If
   * another process is just writing that line, the result is an empty line, which readers skip.
   */
  async #endsInsideLine(size: number): Promise<boolean> {
    if (size === this.#end) return false
    const { buffer } = await this.file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer.toString() !== lineEnd
  }
}
