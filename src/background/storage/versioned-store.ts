import * as v from 'valibot'
import type { LocalStorage } from '../browser/storage.ts'
import type { Quarantine } from './quarantine.ts'

/**
 * Stores one value that survives the browser. Applies changes one after another, and reads after
 * pending changes.
 */
export interface VersionedStore<Value> {
  read(): Promise<Value>
  /** Resolves to the new value once it is stored. Rejects if the storage fails. */
  update(work: (value: Value) => Value): Promise<Value>
}

export interface VersionedStoreOptions<Schema extends v.GenericSchema> {
  storage: LocalStorage
  quarantine: Pick<Quarantine, 'add'>
  key: string
  /** The version of the schema. Data of a newer version is quarantined. */
  version: number
  schema: Schema
  /** The value if nothing is stored, or after unreadable data was quarantined. */
  empty: v.InferOutput<Schema>
}

const EnvelopeSchema = v.object({ version: v.number(), data: v.unknown() })

/** Opens the value under the key, stored as `{version, data}`. */
export function openVersionedStore<Schema extends v.GenericSchema>(
  options: VersionedStoreOptions<Schema>,
): VersionedStore<v.InferOutput<Schema>> {
  const { storage, key, version } = options
  let settled: Promise<unknown> = Promise.resolve()
  const enqueue = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = settled.then(work)
    settled = result.catch(() => {})
    return result
  }
  return {
    read: () => enqueue(() => load(options)),
    update: work =>
      enqueue(async () => {
        const changed = work(await load(options))
        await storage.save(key, { version, data: changed })
        return changed
      }),
  }
}

async function load<Schema extends v.GenericSchema>({
  storage,
  quarantine,
  key,
  version,
  schema,
  empty,
}: VersionedStoreOptions<Schema>): Promise<v.InferOutput<Schema>> {
  const stored = await storage.load(key)
  if (stored === undefined) return empty
  const envelope = v.safeParse(EnvelopeSchema, stored)
  const isNewer = envelope.success && envelope.output.version > version
  const parsed = v.safeParse(schema, envelope.success && !isNewer ? envelope.output.data : undefined)
  if (parsed.success) return parsed.output
  // Copy before removing: a worker that stops between the two leaves a duplicate but loses nothing.
  await quarantine.add(key, isNewer ? 'newer' : 'broken', stored)
  await storage.remove(key)
  return empty
}
