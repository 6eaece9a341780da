import { randomUUID } from 'node:crypto'
import { appendFileSync, closeSync, existsSync, fdatasync, openSync, rmSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { GroupCommit } from '../util/group-commit.ts'
import { makeFolder, writeFailure } from '../util/write-file.ts'
import { formatRecordName, getRecordFolder, type RecordEntry, toLine } from './record-file.ts'

export type { RecordEntry } from './record-file.ts'

/** A running program touches its record so often. */
const touchMs = 10_000

/** So many ended sessions are left behind in a new record, so that none grows with the run. */
const maxEnded = 1_000

export interface SessionRecordOptions {
  /** Entries wait for each other so long, because a disk needs about a millisecond to keep any number. */
  pauseMs?: number
  /**
   * Joins the records that are counted together. It consists of hexadecimal digits. A record of a group
   * survives its program, but not a power cut: a program with many sessions does not wait for the disk.
   */
  group?: string
}

/** The record of a running program. Another one that finds it later ends what is left. */
export class SessionRecord {
  /** The entries of sessions that are not known to be gone, by their hash or mark. */
  readonly #entries = new Map<string, RecordEntry>()
  readonly #group: string | undefined
  readonly #lines: GroupCommit
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined
  #ended = 0

  /** See {@link SessionRecordOptions}. */
  constructor({ pauseMs = 0, group }: SessionRecordOptions = {}) {
    this.#group = group
    this.#lines = new GroupCommit(lines => this.#write(lines), pauseMs)
  }

  /** Writes an entry before the session exists, with those that wait too. Throws FILE_NOT_WRITTEN. */
  async add(entry: RecordEntry): Promise<void> {
    const key = entry.sessionHash ?? entry.mark ?? ''
    this.#entries.set(key, entry)
    try {
      await this.#lines.append(toLine(entry))
    } catch (error) {
      this.#entries.delete(key)
      throw error
    }
  }

  /** Notes with the next entry that a session is gone. Until then, the next start looks for it in vain. */
  drop(sessionHash: string): void {
    if (!this.#entries.delete(sessionHash)) return
    this.#ended += 1
    this.#lines.appendLater(toLine({ ended: sessionHash }))
  }

  /** Removes the record if no session is left. Else, another program ends what is left. Never rejects. */
  async end(): Promise<void> {
    if (this.#entries.size === 0) return this.remove()
    await this.#lines.flush().catch(() => {})
    this.close()
  }

  /** Shows that the program still runs. Without it, the record is left once it is old. */
  async touch(): Promise<void> {
    const now = new Date()
    if (this.#path !== undefined) await utimes(this.#path, now, now).catch(() => {})
  }

  /** Lets another program end what is left, once this one has ended. */
  close(): void {
    clearInterval(this.#timer)
  }

  /** Removes the record, because no session is left. Never rejects: an old record does no harm. */
  async remove(): Promise<void> {
    this.close()
    if (this.#path !== undefined) removeIfPossible(this.#path)
  }

  async #write(lines: readonly string[]): Promise<void> {
    const full = this.#ended < maxEnded ? undefined : this.#path
    const path = full === undefined && this.#path !== undefined ? this.#path : await this.#begin()
    try {
      await append(
        path,
        full === undefined ? lines.join('') : [...this.#entries.values()].map(toLine).join(''),
        this.#group === undefined,
      )
    } catch (error) {
      throw writeFailure(path, error)
    }
    if (full !== undefined) removeIfPossible(full)
  }

  async #begin(): Promise<string> {
    const folder = await getRecordFolder()
    if (!existsSync(folder)) await makeFolder(folder)
    const id = this.#group === undefined ? randomUUID() : `${this.#group}-${randomUUID()}`
    const path = join(folder, formatRecordName(id))
    this.#path = path
    this.#ended = 0
    this.#timer ??= setInterval(() => void this.touch(), touchMs).unref()
    return path
  }
}

const sync = promisify(fdatasync)

/** To hand over to another thread takes longer than to remove a file. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

/** Waits for the disk only: to hand over to another thread takes longer than to write a few lines. */
async function append(path: string, text: string, isDurable: boolean): Promise<void> {
  const file = openSync(path, 'a', 0o600)
  try {
    appendFileSync(file, text)
    if (isDurable) await sync(file)
  } finally {
    closeSync(file)
  }
}
