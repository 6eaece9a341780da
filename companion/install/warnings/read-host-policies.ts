import * as v from 'valibot'
import type { FileSystem, Registry } from '../system.ts'
import { listPolicyKeys, readPolicyFiles } from './policy-places.ts'

/**
 * The policies about native messaging hosts (docs/facts/browsers-and-node.md §5.1) and where they
 * are set.
 */
export interface HostPolicy {
  place: string
  userLevelHosts: boolean
  blocked: readonly string[]
  allowed: readonly string[]
}

const NamesSchema = v.fallback(v.array(v.string()), [])

const PolicySchema = v.object({
  NativeMessagingUserLevelHosts: v.fallback(v.boolean(), true),
  NativeMessagingBlocklist: NamesSchema,
  NativeMessagingAllowlist: NamesSchema,
})

/** Reads the policies in the files of a folder. */
export async function readHostPolicyFiles(folder: string, fileSystem: FileSystem): Promise<HostPolicy[]> {
  const files = await readPolicyFiles(folder, PolicySchema, fileSystem)
  return files.map(({ place, value }) => ({
    place,
    userLevelHosts: value.NativeMessagingUserLevelHosts,
    blocked: value.NativeMessagingBlocklist,
    allowed: value.NativeMessagingAllowlist,
  }))
}

/** Reads the policies of the machine and of the user. Each list is a separate key. */
export const readHostPolicyKeys = (name: string, registry: Registry): Promise<HostPolicy[]> =>
  Promise.all(listPolicyKeys(name).map(key => readPolicyKey(key, registry)))

async function readPolicyKey(place: string, registry: Registry): Promise<HostPolicy> {
  const found = await registry.read(place)
  const readList = (name: string) => Object.values(found?.subkeys[name] ?? {})
  return {
    place,
    userLevelHosts: found?.values.NativeMessagingUserLevelHosts !== '0',
    blocked: readList('NativeMessagingBlocklist'),
    allowed: readList('NativeMessagingAllowlist'),
  }
}
