import { appendFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { GroupCommit } from '../../util/group-commit.ts'
import { makeFolder, writeFailure } from '../../util/write-file.ts'
import type { JournalEntry } from './entries.ts'
import { lockJournal } from './lock.ts'
import { openJournalFile } from './open-file.ts'

export interface JournalOptions {
  /** Continues a journal. Else, an earlier journal is replaced. */
  resume: boolean
  /** How long to wait for a run that writes it, which may have been killed. */
  patienceMs?: number
  /** Ends that wait. Nothing is lost then. */
  signal?: AbortSignal
}

/** The journal of a run. Entries are on the disk when `append` resolves, also after a power cut. */
export interface JournalWriter {
  append(entry: JournalEntry): Promise<void>
  /** Writes what is left at once. */
  flush(): Promise<void>
  /** Writes what is left, and releases the journal. */
  close(): Promise<void>
}

/**
 * Opens a journal for one run. Throws JOURNAL_IN_USE if another run writes it, JOURNAL_INVALID if the file
 * is no journal, FILE_NOT_WRITTEN, and the reason of the signal.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<JournalWriter> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  const state = { isLost: false }
  const release = await lockJournal(file, options, () => {
    state.isLost = true
  })
  try {
    options.signal?.throwIfAborted()
    return new LockedJournal(file, await openJournalFile(file, options.resume), { release, state })
  } catch (error) {
    await release()
    throw error
  }
}

interface LockedJournalDeps {
  release: () => Promise<void>
  /** Whether another run may have taken the lock. */
  state: { readonly isLost: boolean }
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
    // The machine slept, or the folder was lost: another run may write the journal now.
    if (this.deps.state.isLost) throw failure('JOURNAL_IN_USE', { path: this.path })
    await this.#lines.append(`${JSON.stringify(entry)}\n`)
  }

  flush = (): Promise<void> => this.#lines.flush()

  async close(): Promise<void> {
    try {
      await this.flush()
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
