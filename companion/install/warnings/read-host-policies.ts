import { posix } from 'node:path'
import * as v from 'valibot'
import { tryDecodeText } from '../../util/decode-text.ts'
import type { FileSystem, Registry } from '../system.ts'

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

const PolicyFileSchema = v.pipe(v.string(), v.parseJson(), PolicySchema)

/**
 * Reads every JSON file of the folder. Ignores unreadable files, which the browser itself reports.
 */
export async function readPolicyFiles(folder: string, fileSystem: FileSystem): Promise<HostPolicy[]> {
  const files = (await fileSystem.list(folder)).filter(name => name.endsWith('.json'))
  const policies = files.map(async name => readPolicyFile(posix.join(folder, name), fileSystem))
  return (await Promise.all(policies)).flat()
}

async function readPolicyFile(place: string, fileSystem: FileSystem): Promise<HostPolicy[]> {
  const content = await fileSystem.read(place)
  const parsed = v.safeParse(PolicyFileSchema, content && tryDecodeText(content))
  if (!parsed.success) return []
  const { NativeMessagingUserLevelHosts, NativeMessagingBlocklist, NativeMessagingAllowlist } = parsed.output
  return [
    {
      place,
      userLevelHosts: NativeMessagingUserLevelHosts,
      blocked: NativeMessagingBlocklist,
      allowed: NativeMessagingAllowlist,
    },
  ]
}

/** Reads the policies of the machine and of the user. Each list is a separate key. */
export async function readPolicyKeys(name: string, registry: Registry): Promise<HostPolicy[]> {
  const keys = ['HKLM', 'HKCU'].map(hive => `${hive}\\Software\\Policies\\${name}`)
  return Promise.all(keys.map(key => readPolicyKey(key, registry)))
}

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
