import { win32 } from 'node:path'
import type { Registry } from '../system.ts'

/**
 * Sets a key's default value. Returns the topmost key that it created, if any. Throws
 * FILE_NOT_WRITTEN.
 */
export async function createKey(key: string, value: string, registry: Registry): Promise<string | undefined> {
  const created = await findTopmostMissing(key, registry)
  await registry.write(key, value)
  return created
}

/**
 * Removes a key and the parent keys that become empty, up to `topmost`. Throws FILE_NOT_WRITTEN.
 */
export async function removeKey(key: string, topmost: readonly string[], registry: Registry): Promise<void> {
  await registry.write(key, undefined)
  const parent = win32.dirname(key)
  const isCreatedByUs = topmost.some(top => parent === top || parent.startsWith(`${top}\\`))
  const found = isCreatedByUs ? await registry.read(parent) : undefined
  if (
    found !== undefined &&
    Object.keys(found.subkeys).length === 0 &&
    Object.keys(found.values).length === 0
  )
    await removeKey(parent, topmost, registry)
}

async function findTopmostMissing(key: string, registry: Registry): Promise<string | undefined> {
  const isHive = !key.includes('\\')
  if (isHive || (await registry.read(key)) !== undefined) return undefined
  return (await findTopmostMissing(win32.dirname(key), registry)) ?? key
}
