import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { hasErrorCode } from '../../util/node-errors.ts'
import { makeFolder, writeFailure } from '../../util/write-file.ts'
import type { JournalEntry } from './entries.ts'
import { readJournal } from './read.ts'

export interface JournalOptions {
  /** Continues a journal. Else, the file must not exist or is replaced. */
  resume: boolean
  /** Hides the secrets of a run in each line. */
  mask?: (line: string) => string
}

/** The journal of a run. Entries are on the disk when `append` resolves, also after a power cut. */
export interface JournalWriter {
  append(entry: JournalEntry): Promise<void>
  /** Writes what is left, and releases the journal. */
  close(): Promise<void>
}

/**
 * Opens a journal for one run. Throws JOURNAL_IN_USE if another run writes it, JOURNAL_INVALID if it cannot
 * be resumed, and FILE_NOT_WRITTEN.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<JournalWriter> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  const release = await lockJournal(file)
  try {
    return new LockedJournal(file, await openFile(file, options), release, options.mask ?? (line => line))
  } catch (error) {
    await release()
    throw error
  }
}

/** A run renews its lock while it runs. The lock of a killed run expires after this time. */
const staleAfterMs = 10_000

async function lockJournal(file: string): Promise<() => Promise<void>> {
  const { lock } = await import('../../util/file-libraries.ts')
  try {
    return await lock(file, { realpath: false, stale: staleAfterMs, onCompromised: () => {} })
  } catch (error) {
    throw hasErrorCode(error, 'ELOCKED')
      ? failure('JOURNAL_IN_USE', { path: file }, error)
      : writeFailure(file, error)
  }
}

async function openFile(file: string, { resume }: JournalOptions): Promise<FileHandle> {
  const end = resume ? await findEnd(file) : 0
  try {
    const handle = await open(file, 'a', 0o600)
    await handle.truncate(end)
    return handle
  } catch (error) {
    throw writeFailure(file, error)
  }
}

/** Returns the length of the journal without a line that a killed run did not finish; 0 without a file. */
async function findEnd(file: string): Promise<number> {
  let bytes: number
  try {
    const handle = await open(file, 'r')
    try {
      bytes = await findLastLineBreak(handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0
    throw writeFailure(file, error)
  }
  // Whatever this file is, a run must not add to it.
  if (bytes > 0) for await (const entry of readJournal(file)) if (entry.type === 'run') break
  return bytes
}

async function findLastLineBreak(handle: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(64 * 1024)
  let { size } = await handle.stat()
  while (size > 0) {
    const start = Math.max(0, size - buffer.length)
    const { bytesRead } = await handle.read(buffer, 0, size - start, start)
    const found = buffer.subarray(0, bytesRead).lastIndexOf('\n')
    if (found >= 0) return start + found + 1
    size = start
  }
  return 0
}

/** Writes all entries that wait with one write and one fsync, then those that came in the meantime. */
class LockedJournal implements JournalWriter {
  #waiting: string[] = []
  #writing: Promise<void> | undefined

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private readonly release: () => Promise<void>,
    private readonly mask: (line: string) => string,
  ) {}

  async append(entry: JournalEntry): Promise<void> {
    this.#waiting.push(`${this.mask(JSON.stringify(entry))}\n`)
    // The batch that is being written lacks this entry, the next one has it.
    await this.#writing
    this.#writing ??= this.#writeBatch()
    await this.#writing
  }

  async close(): Promise<void> {
    try {
      await this.#writing
    } finally {
      await this.handle.close()
      // A lock that cannot be removed expires.
      await this.release().catch(() => {})
    }
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    try {
      await this.handle.appendFile(batch.join(''))
      await this.handle.datasync()
    } catch (error) {
      throw writeFailure(this.path, error)
    } finally {
      this.#writing = undefined
    }
  }
}
