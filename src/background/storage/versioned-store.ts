import * as v from 'valibot'
import type { LocalStorage } from '../browser/storage.ts'
import type { Quarantine } from './quarantine.ts'

/** One value that outlives the browser. Changes wait for each other, so that none is lost, and questions wait for changes. */
export interface VersionedStore<Value> {
  read(): Promise<Value>
  /** Resolves to the value as it is then, once it is stored. Rejects when the store takes nothing. */
  update(work: (value: Value) => Value): Promise<Value>
}

export interface VersionedStoreOptions<Schema extends v.GenericSchema> {
  storage: LocalStorage
  quarantine: Pick<Quarantine, 'add'>
  key: string
  /** Of the schema; data of a newer version is left alone. */
  version: number
  schema: Schema
  /** What counts where nothing is stored, or nothing that can be read: that is kept aside first. */
  empty: v.InferOutput<Schema>
}

const EnvelopeSchema = v.object({ version: v.number(), data: v.unknown() })

/** The value under that key, stored as `{version, data}`. */
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
  // First the copy, then the removal: a worker that is stopped between them leaves two, never none.
  await quarantine.add(key, isNewer ? 'newer' : 'broken', stored)
  await storage.remove(key)
  return empty
}
