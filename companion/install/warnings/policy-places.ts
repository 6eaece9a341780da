import { posix } from 'node:path'
import * as v from 'valibot'
import { tryDecodeText } from '../../util/decode-text.ts'
import type { FileSystem } from '../system.ts'

/** What a file of policies has that fits a schema. */
export interface PolicyFile<Value> {
  place: string
  value: Value
}

/**
 * Reads every JSON file of a folder of policies. Leaves out those that do not fit, which the browser
 * itself reports.
 */
export async function readPolicyFiles<Value>(
  folder: string,
  schema: v.GenericSchema<unknown, Value>,
  fileSystem: FileSystem,
): Promise<PolicyFile<Value>[]> {
  const fileSchema = v.pipe(v.string(), v.parseJson(), schema)
  const readFile = async (place: string): Promise<PolicyFile<Value>[]> => {
    const content = await fileSystem.read(place)
    const parsed = v.safeParse(fileSchema, content && tryDecodeText(content))
    return parsed.success ? [{ place, value: parsed.output }] : []
  }
  const names = (await fileSystem.list(folder)).filter(name => name.endsWith('.json'))
  return (await Promise.all(names.map(name => readFile(posix.join(folder, name))))).flat()
}

/** Returns the keys of a browser's policies, for the machine and for the user. */
export const listPolicyKeys = (name: string): string[] =>
  ['HKLM', 'HKCU'].map(hive => `${hive}\\Software\\Policies\\${name}`)
