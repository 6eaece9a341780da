import { randomUUID } from 'node:crypto'
import { appendFileSync, closeSync, fdatasync, openSync } from 'node:fs'
import { rm, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { getHomeFolder } from '../../config/home.ts'
import { GroupCommit } from '../../util/group-commit.ts'
import { makeFolder, writeFailure } from '../../util/write-file.ts'

/**
 * A session that a program is about to create. It has no id, which is a secret: QPS lists the sessions of
 * the user, and the hash or the mark tells ours from the others.
 */
export const JournalEntrySchema = v.object({
  site: v.string(),
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  /** See `hashSessionId` in audit/format-entry.ts. */
  sessionHash: v.optional(v.string()),
  /** The value of an attribute, for the session of a ticket, whose id the proxy chooses. */
  mark: v.optional(v.string()),
})

export type JournalEntry = v.InferOutput<typeof JournalEntrySchema>

/** Says that the session of an earlier entry is gone. */
export const EndedEntrySchema = v.object({ ended: v.string() })

export const getRecordFolder = async (): Promise<string> => join(await getHomeFolder(), 'open-sessions')

/** Containers and machines can share a home, but not the numbers of their processes. */
export const machine = hostname()
  .replace(/[^\w.-]/g, '_')
  .slice(0, 60)

/** A running program touches its record so often. */
const touchMs = 10_000

/** So many ended sessions are left behind in a new record, so that none grows with the run. */
const maxEnded = 1_000

/** The record of a running program. Another one that finds it later ends what is left. */
export class Journal {
  /** The entries of sessions that are not known to be gone, by their hash or mark. */
  readonly #entries = new Map<string, JournalEntry>()
  readonly #lines: GroupCommit
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined
  #ended = 0

  /** Entries wait for each other so long, because a disk needs about a millisecond to keep any number. */
  constructor(pauseMs = 0) {
    this.#lines = new GroupCommit(lines => this.#write(lines), pauseMs)
  }

  /** Writes an entry before the session exists, with those that wait too. Throws FILE_NOT_WRITTEN. */
  async add(entry: JournalEntry): Promise<void> {
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

  /** Lets another program end what is left, once this one has ended. */
  close(): void {
    clearInterval(this.#timer)
  }

  /** Removes the record, because no session is left. Never rejects: an old record does no harm. */
  async remove(): Promise<void> {
    this.close()
    if (this.#path !== undefined) await rm(this.#path, { force: true }).catch(() => {})
  }

  async #write(lines: readonly string[]): Promise<void> {
    const full = this.#ended < maxEnded ? undefined : this.#path
    const path = full === undefined && this.#path !== undefined ? this.#path : await this.#begin()
    try {
      await appendToDisk(
        path,
        full === undefined ? lines.join('') : [...this.#entries.values()].map(toLine).join(''),
      )
    } catch (error) {
      throw writeFailure(path, error)
    }
    if (full !== undefined) await rm(full, { force: true }).catch(() => {})
  }

  async #begin(): Promise<string> {
    const folder = await getRecordFolder()
    await makeFolder(folder)
    const path = join(folder, `${process.pid}-${randomUUID()}@${machine}.jsonl`)
    this.#path = path
    this.#ended = 0
    this.#timer ??= setInterval(() => {
      const now = new Date()
      if (this.#path !== undefined) void utimes(this.#path, now, now).catch(() => {})
    }, touchMs).unref()
    return path
  }
}

/** Begins with the line break: an entry that a full disk has cut must not spoil the next one. */
export const toLine = (entry: JournalEntry | { ended: string }): string => `\n${JSON.stringify(entry)}`

const sync = promisify(fdatasync)

/** Waits for the disk only: to hand over to another thread takes longer than to write a few lines. */
async function appendToDisk(path: string, text: string): Promise<void> {
  const file = openSync(path, 'a', 0o600)
  try {
    appendFileSync(file, text)
    await sync(file)
  } finally {
    closeSync(file)
  }
}
