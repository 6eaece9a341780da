import { posix } from 'node:path'
import * as v from 'valibot'
import type { Disk, Registry } from '../ground.ts'

/** What policies say of native messaging hosts (peers-and-platform-facts §5.1), and where. */
export interface Policy {
  place: string
  userLevelHosts: boolean
  blocked: readonly string[]
  allowed: readonly string[]
}

const Names = v.fallback(v.array(v.string()), [])

const PolicySchema = v.object({
  NativeMessagingUserLevelHosts: v.fallback(v.boolean(), true),
  NativeMessagingBlocklist: Names,
  NativeMessagingAllowlist: Names,
})

/** Every JSON file of the folder; those that cannot be read are the browser's to complain of. */
export async function policiesInFiles(folder: string, disk: Disk): Promise<Policy[]> {
  const files = (await disk.list(folder)).filter(name => name.endsWith('.json'))
  const read = files.map(async name => policyIn(posix.join(folder, name), disk))
  return (await Promise.all(read)).flat()
}

async function policyIn(place: string, disk: Disk): Promise<Policy[]> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), PolicySchema), `${await disk.read(place)}`)
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

/** Those of the machine and those of the user; a list is a key of its own. */
export async function policiesInRegistry(name: string, registry: Registry): Promise<Policy[]> {
  const keys = ['HKLM', 'HKCU'].map(hive => `${hive}\\Software\\Policies\\${name}`)
  return Promise.all(keys.map(key => policyAt(key, registry)))
}

async function policyAt(place: string, registry: Registry): Promise<Policy> {
  const found = await registry.read(place)
  const listOf = (name: string) => Object.values(found?.below[name] ?? {})
  return {
    place,
    userLevelHosts: found?.values.NativeMessagingUserLevelHosts !== '0',
    blocked: listOf('NativeMessagingBlocklist'),
    allowed: listOf('NativeMessagingAllowlist'),
  }
}
