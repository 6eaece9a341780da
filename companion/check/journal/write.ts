import { appendFileSync } from 'node:fs'
import { constants, type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { GroupCommit } from '../../util/group-commit.ts'
import { hasErrorCode, UnusableFileError } from '../../util/node-errors.ts'
import { makeFolder, writeFailure } from '../../util/write-file.ts'
import type { JournalEntry } from './entries.ts'
import { readJournal } from './read.ts'

export interface JournalOptions {
  /** Continues a journal. Else, an earlier journal is replaced. */
  resume: boolean
  /** How long to wait for a run that writes it, which may have been killed. */
  patienceMs?: number
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
 * Opens a journal for one run. Throws JOURNAL_IN_USE if another run writes it, JOURNAL_INVALID if the file
 * is no journal, and FILE_NOT_WRITTEN.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<JournalWriter> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  const state = { isLost: false }
  const release = await lockJournal(file, options, () => {
    state.isLost = true
  })
  try {
    return new LockedJournal(file, await openFile(file, options), { release, state, mask: options.mask })
  } catch (error) {
    await release()
    throw error
  }
}

/** A run renews its lock twice in this time. The lock of a killed run expires after it. */
const staleAfterMs = 5_000
const defaultPatienceMs = staleAfterMs + 1_000
const retryDelayMs = 50

async function lockJournal(
  file: string,
  { patienceMs = defaultPatienceMs }: JournalOptions,
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  const { lock } = await import('../../util/file-libraries.ts')
  const deadline = Date.now() + patienceMs
  for (;;)
    try {
      return await lock(file, { realpath: false, stale: staleAfterMs, onCompromised })
    } catch (error) {
      if (!hasErrorCode(error, 'ELOCKED')) throw writeFailure(file, error)
      if (Date.now() >= deadline) throw failure('JOURNAL_IN_USE', { path: file }, error)
      await setTimeout(retryDelayMs)
    }
}

async function openFile(file: string, { resume }: JournalOptions): Promise<FileHandle> {
  const length = await readLength(file)
  try {
    const handle = await open(file, 'a', 0o600)
    await handle.truncate(resume ? length : 0)
    return handle
  } catch (error) {
    throw writeFailure(file, error)
  }
}

/**
 * Returns the length of the journal without a line that a killed run did not finish; 0 without a file.
 * Throws JOURNAL_INVALID for any other file, which a wrong path must not cost.
 */
async function readLength(file: string): Promise<number> {
  try {
    // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stats = await handle.stat()
      if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
      if (stats.size === 0) return 0
      for await (const _ of readJournal(file)) break
      return await findLastLineBreak(handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0
    throw error instanceof HubpassError ? error : writeFailure(file, error)
  }
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

interface LockedJournalDeps {
  release: () => Promise<void>
  /** Whether another run may have taken the lock. */
  state: { readonly isLost: boolean }
  mask: JournalOptions['mask']
}

/** A disk needs about a millisecond to keep a group, however long it is. */
const pauseMs = 50

class LockedJournal implements JournalWriter {
  readonly #lines = new GroupCommit(lines => this.#write(lines), pauseMs)

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private readonly deps: LockedJournalDeps,
  ) {}

  async append(entry: JournalEntry): Promise<void> {
    const { mask = line => line, state } = this.deps
    // The machine slept, or the folder was lost: another run may write the journal now.
    if (state.isLost) throw failure('JOURNAL_IN_USE', { path: this.path })
    await this.#lines.append(`${mask(JSON.stringify(entry))}\n`)
  }

  async close(): Promise<void> {
    try {
      await this.#lines.flush()
    } finally {
      await this.handle.close()
      // A lock that cannot be removed expires.
      await this.deps.release().catch(() => {})
    }
  }

  async #write(lines: readonly string[]): Promise<void> {
    try {
      // To hand the lines over to another thread would take longer than to write them.
      appendFileSync(this.handle.fd, lines.join(''))
      await this.handle.datasync()
    } catch (error) {
      throw writeFailure(this.path, error)
    }
  }
}
