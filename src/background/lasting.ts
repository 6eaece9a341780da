import * as v from 'valibot'
import type { LocalStorage } from './browser/local-storage.ts'
import type { KeptAside } from './kept-aside.ts'

/** One value that outlives the browser. Changes wait for each other, so that none is lost, and questions wait for changes. */
export interface Lasting<Value> {
  value(): Promise<Value>
  /** Resolves to the value as it is then, once it is stored. Rejects when the store takes nothing. */
  change(work: (value: Value) => Value): Promise<Value>
}

export interface LastingTools<Schema extends v.GenericSchema> {
  storage: LocalStorage
  aside: KeptAside
  key: string
  /** Of the schema; data of a newer version is left alone. */
  version: number
  schema: Schema
  /** What counts where nothing is stored, or nothing that can be read: that is kept aside first. */
  empty: v.InferOutput<Schema>
}

const EnvelopeSchema = v.object({ version: v.number(), data: v.unknown() })

/** The value under that key, stored as `{version, data}`. */
export function openLasting<Schema extends v.GenericSchema>(
  tools: LastingTools<Schema>,
): Lasting<v.InferOutput<Schema>> {
  const { storage, key, version } = tools
  let settled: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = settled.then(work)
    settled = result.catch(() => {})
    return result
  }
  return {
    value: () => inTurn(() => load(tools)),
    change: work =>
      inTurn(async () => {
        const changed = work(await load(tools))
        await storage.save(key, { version, data: changed })
        return changed
      }),
  }
}

async function load<Schema extends v.GenericSchema>({
  storage,
  aside,
  key,
  version,
  schema,
  empty,
}: LastingTools<Schema>): Promise<v.InferOutput<Schema>> {
  const found = await storage.load(key)
  if (found === undefined) return empty
  const envelope = v.safeParse(EnvelopeSchema, found)
  const isNewer = envelope.success && envelope.output.version > version
  const parsed = v.safeParse(schema, envelope.success && !isNewer ? envelope.output.data : undefined)
  if (parsed.success) return parsed.output
  // First the copy, then the removal: a worker that is stopped between them leaves two, never none.
  await aside.keep(key, isNewer ? 'newer' : 'broken', found)
  await storage.remove(key)
  return empty
}
