import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, renameSync, unlinkSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, writeFailure } from '../util/write-file.ts'
import { formatRecordName, getRecordFolder, type RecordEntry, toLine } from './record-file.ts'

export type { RecordEntry } from './record-file.ts'

/** A running program touches its record so often. */
const touchMs = 10_000

/** So many ended sessions are left behind in a new record, so that none grows with the run. */
const maxEnded = 1_000

/**
 * The record of a running program. Another one that finds it later ends what is left. It survives its
 * program, but not a power cut, because a session must not wait for the disk.
 */
export class SessionRecord {
  /** The entries of sessions that are not known to be gone, by their hash or mark. */
  readonly #entries = new Map<string, RecordEntry>()
  /** Sessions that are gone, for the next write. */
  #endedLines = ''
  #ended = 0
  #folder: Promise<string> | undefined
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined

  /** Records of a group are counted together. Its name consists of hexadecimal digits. */
  constructor(private readonly group?: string) {}

  /** Writes an entry before the session exists. Throws FILE_NOT_WRITTEN. */
  async add(entry: RecordEntry): Promise<void> {
    const key = entry.sessionHash ?? entry.mark ?? ''
    try {
      this.#folder ??= findFolder()
      const folder = await this.#folder
      this.#entries.set(key, entry)
      if (this.#path === undefined || this.#ended >= maxEnded) this.#begin(folder)
      else write(this.#path, this.#endedLines + toLine(entry))
      this.#endedLines = ''
    } catch (error) {
      this.#entries.delete(key)
      this.#folder = undefined
      // The folder may be a new one, without this record. The next entry begins it anew.
      this.#ended = maxEnded
      throw error
    }
  }

  /** Notes with the next entry that a session is gone. Until then, the next start looks for it in vain. */
  drop(sessionHash: string): void {
    if (!this.#entries.delete(sessionHash)) return
    this.#ended += 1
    this.#endedLines += toLine({ ended: sessionHash })
  }

  /** Removes the record if no session is left. Else, another program ends what is left. Never rejects. */
  async end(): Promise<void> {
    if (this.#entries.size === 0) return this.remove()
    this.close()
    try {
      if (this.#path !== undefined) write(this.#path, this.#endedLines)
    } catch {}
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
    removeIfPossible(this.#path)
  }

  /** Writes the open sessions to a new record. It takes the place of a long one, which others may be reading. */
  #begin(folder: string): void {
    const id = this.group === undefined ? randomUUID() : `${this.group}-${randomUUID()}`
    const path = join(folder, formatRecordName(id))
    try {
      write(path, [...this.#entries.values()].map(toLine).join(''))
    } catch (error) {
      removeIfPossible(path)
      throw error
    }
    this.#path = this.#path === undefined ? path : replace(this.#path, path)
    this.#ended = 0
    this.#timer ??= setInterval(() => void this.touch(), touchMs).unref()
  }
}

async function findFolder(): Promise<string> {
  const folder = await getRecordFolder()
  if (!existsSync(folder)) await makeFolder(folder)
  return folder
}

/** To hand over to another thread takes longer than to write a few lines. */
function write(path: string, lines: string): void {
  try {
    appendFileSync(path, lines, { mode: 0o600 })
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Returns the path of the new record. Windows may refuse to replace one that another program reads. */
function replace(last: string, next: string): string {
  try {
    renameSync(next, last)
    return last
  } catch {
    removeIfPossible(last)
    return next
  }
}

function removeIfPossible(path: string | undefined): void {
  try {
    if (path !== undefined) unlinkSync(path)
  } catch {}
}
