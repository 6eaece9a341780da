import { randomUUID } from 'node:crypto'
import { appendFile, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, writeFailure } from '../../util/write-file.ts'
import { formatRecordName, getRecordFolder, type JournalEntry } from './record-file.ts'

export type { JournalEntry } from './record-file.ts'

/** A running program touches its record so often. */
const touchMs = 10_000

/** The record of a running program. Another one that finds it later ends what is left. */
export class Journal {
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined

  /**
   * `group` joins the records that are counted together. It consists of hexadecimal digits. A record of
   * a group survives its program, but not a power cut: a program with many sessions does not wait for the disk.
   */
  constructor(private readonly group?: string) {}

  /** Writes an entry before the session exists. Throws FILE_NOT_WRITTEN. */
  async add(entry: JournalEntry): Promise<void> {
    const path = this.#path ?? (await this.#begin())
    try {
      // Begins with the line break: an entry that a full disk has cut must not spoil the next one.
      await appendFile(path, `\n${JSON.stringify(entry)}`, { mode: 0o600, flush: this.group === undefined })
    } catch (error) {
      throw writeFailure(path, error)
    }
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
    if (this.#path !== undefined) await rm(this.#path, { force: true }).catch(() => {})
  }

  async #begin(): Promise<string> {
    const folder = await getRecordFolder()
    await makeFolder(folder)
    const id = this.group === undefined ? randomUUID() : `${this.group}-${randomUUID()}`
    const path = join(folder, formatRecordName(id))
    this.#path = path
    this.#timer = setInterval(() => void this.touch(), touchMs).unref()
    return path
  }
}
