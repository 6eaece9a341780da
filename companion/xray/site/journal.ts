import { randomUUID } from 'node:crypto'
import { appendFile, readdir, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { getHomeFolder } from '../../config/home.ts'
import { hasErrorCode } from '../../util/node-errors.ts'
import { readRegularFile } from '../../util/read-file.ts'
import { makeFolder, writeFailure } from '../../util/write-file.ts'

/**
 * A session that a run is about to create. It has no id, which is a secret: QPS lists the sessions of
 * the user, and the hash or the mark tells ours from the others.
 */
const JournalEntrySchema = v.object({
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

/** The entries of a run that was killed. */
export interface LeftEntries {
  path: string
  entries: JournalEntry[]
}

const getFolder = async (): Promise<string> => join(await getHomeFolder(), 'open-sessions')

/** A running program touches its record so often. */
const touchMs = 10_000

/** A record that was not touched for so long has no program, whatever runs under its number. */
const staleMs = 120_000

/** The record of a running program. Another one that finds it later ends what is left. */
export class Journal {
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined

  /**
   * `group` joins the records that {@link listHolders} finds. It consists of hexadecimal digits. A record of
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
    const folder = await getFolder()
    await makeFolder(folder)
    const id = this.group === undefined ? randomUUID() : `${this.group}-${randomUUID()}`
    const path = join(folder, `${process.pid}-${id}@${machine}.jsonl`)
    this.#path = path
    this.#timer = setInterval(() => void this.touch(), touchMs).unref()
    return path
  }
}

/** Containers and machines can share a home, but not the numbers of their processes. */
const machine = hostname()
  .replace(/[^\w.-]/g, '_')
  .slice(0, 60)

const namePattern = /^(\d{1,10})-([\da-f-]+)@([\w.-]*)\.jsonl$/

interface JournalRecord {
  path: string
  pid: number
  group: string | undefined
  host: string | undefined
}

/** Lists the records of all programs, also of those that run. Throws FILE_NOT_WRITTEN for an unusable folder. */
async function listRecords(): Promise<JournalRecord[]> {
  const folder = await getFolder()
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw writeFailure(folder, error)
  })
  return names.flatMap(name => {
    const [, pid, id = '', host] = namePattern.exec(name) ?? []
    // A UUID has 36 characters.
    return pid === undefined
      ? []
      : [{ path: join(folder, name), pid: Number(pid), group: id.slice(0, -37), host }]
  })
}

/** Returns the processes that have a record of this group, each as often as it has one. */
export const listHolders = async (group: string): Promise<number[]> =>
  (await listRecords()).filter(record => record.group === group).map(({ pid }) => pid)

const isLeft = async ({ host, pid, path }: JournalRecord): Promise<boolean> =>
  (host === machine && !isRunning(pid)) || (await isStale(path))

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const records = await listRecords()
  const left = await Promise.all(records.map(isLeft))
  return records.filter((_, index) => left[index]).map(({ path }) => path)
}

/** An entry of any record, and the process that has it, if that still runs. */
export interface OpenEntry {
  entry: JournalEntry
  pid: number | undefined
}

/** Lists the entries of all records. */
export async function listOpenEntries(): Promise<OpenEntry[]> {
  const records = await listRecords()
  const read = records.map(async record => {
    const pid = (await isLeft(record)) ? undefined : record.pid
    return (await readEntries(record.path))?.entries.map(entry => ({ entry, pid })) ?? []
  })
  return (await Promise.all(read)).flat()
}

/** Also true after the clock was set back. */
const isStale = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) > staleMs,
    () => false,
  )

/** Returns the entries of these records. */
export async function findLeftEntries(): Promise<LeftEntries[]> {
  const read = await Promise.all((await listLeftRecords()).map(readEntries))
  return read.flatMap(entries => entries ?? [])
}

export const removeEntries = ({ path }: LeftEntries): Promise<void> => rm(path, { force: true })

/**
 * Returns undefined for a file that cannot be read, which stays. A line that a killed program did not
 * finish describes a session that it did not create.
 */
async function readEntries(path: string): Promise<LeftEntries | undefined> {
  const content = await readRegularFile(path).catch(() => undefined)
  if (content === undefined) return undefined
  const entries = content
    .toString()
    .split('\n')
    .flatMap(line => {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), JournalEntrySchema), line)
      return parsed.success ? [parsed.output] : []
    })
  return { path, entries }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}
