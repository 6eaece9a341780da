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
  /** When the run last touched its record. */
  touchedAt: number
  entries: JournalEntry[]
}

/** More entries than a run makes. Those behind them are not of Hubpass. */
const maxEntries = 100

const getFolder = async (): Promise<string> => join(await getHomeFolder(), 'open-sessions')

/** A running program touches its record so often. */
const touchMs = 10_000

/** A record that was not touched for so long has no program, whatever runs under its number. */
const staleMs = 120_000

/** The record of a running program. Another one that finds it later ends what is left. */
export class Journal {
  #path: string | undefined
  #timer: NodeJS.Timeout | undefined

  /** Writes an entry before the session exists. Throws FILE_NOT_WRITTEN. */
  async add(entry: JournalEntry): Promise<void> {
    const path = this.#path ?? (await this.#begin())
    try {
      // Begins with the line break: an entry that a full disk has cut must not spoil the next one.
      await appendFile(path, `\n${JSON.stringify(entry)}`, { mode: 0o600, flush: true })
    } catch (error) {
      throw writeFailure(path, error)
    }
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
    const path = join(folder, `${process.pid}-${randomUUID()}@${machine}.jsonl`)
    this.#path = path
    this.#timer = setInterval(() => {
      const now = new Date()
      void utimes(path, now, now).catch(() => {})
    }, touchMs).unref()
    return path
  }
}

/** Containers and machines can share a home, but not the numbers of their processes. */
const machine = hostname()
  .replace(/[^\w.-]/g, '_')
  .slice(0, 60)

const namePattern = /^(\d{1,10})-[\da-f-]+@([\w.-]*)\.jsonl$/

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const folder = await getFolder()
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const paths = names.map(async name => {
    const [, pid, host] = namePattern.exec(name) ?? []
    if (pid === undefined) return []
    const path = join(folder, name)
    const isLeft = (host === machine && !isRunning(Number(pid))) || (await isStale(path))
    return isLeft ? [path] : []
  })
  return (await Promise.all(paths)).flat()
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
  const [content, stats] = await Promise.all([readRegularFile(path), stat(path)]).catch(() => [])
  if (content === undefined || stats === undefined) return undefined
  const entries = content
    .toString()
    .split('\n')
    .flatMap(line => {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), JournalEntrySchema), line)
      return parsed.success ? [parsed.output] : []
    })
  return { path, touchedAt: stats.mtimeMs, entries: entries.slice(0, maxEntries) }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}
