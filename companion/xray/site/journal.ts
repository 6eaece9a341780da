import { randomUUID } from 'node:crypto'
import { appendFile, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { getHomeFolder } from '../../config/home.ts'
import { hasErrorCode } from '../../util/node-errors.ts'
import { makeFolder } from '../../util/write-file.ts'

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

/** The record of a running program. Another one that finds it later ends what is left. */
export class Journal {
  #path: string | undefined

  /** Writes an entry before the session exists. Throws FILE_NOT_WRITTEN. */
  async add(entry: JournalEntry): Promise<void> {
    const folder = await getFolder()
    if (this.#path === undefined) {
      await makeFolder(folder)
      this.#path = join(folder, `${process.pid}-${randomUUID()}.jsonl`)
    }
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true })
  }

  /** Removes the record, because no session is left. */
  async remove(): Promise<void> {
    if (this.#path !== undefined) await rm(this.#path, { force: true })
  }
}

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const folder = await getFolder()
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const left = names.filter(name => {
    const pid = /^(\d{1,10})-[\da-f-]+\.jsonl$/.exec(name)?.[1]
    return pid !== undefined && !isRunning(Number(pid))
  })
  return left.map(name => join(folder, name))
}

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
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const entries = text.split('\n').flatMap(line => {
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
