import type { Ground } from './ground.ts'
import { placesIn } from './install.ts'
import { type Machine, pathsOf } from './machine.ts'
import { installedFiles, type Registration } from './plan.ts'
import { type InstallRecord, readRecord, writeRecord } from './record.ts'
import { removeKey } from './registry-keys.ts'

export interface UninstallWish {
  machine: Machine
  ground: Ground
  home: string
  registrations: readonly Registration[]
  /** Everything, wherever it was installed. */
  isAll: boolean
  dryRun: boolean
}

/** Removes what makes browsers start this companion, and with the last of it the companion. Gives what it removed. */
export async function uninstallCompanion(wish: UninstallWish): Promise<string[]> {
  const { ground, machine, home } = wish
  const files = installedFiles(home, machine)
  const record = await readRecord(ground.disk, files.record)
  const all = await placesOfOurs(wish, record)
  const named = placesIn(wish.registrations)
  const isWanted = (place: string) =>
    wish.isAll || named.keys.includes(place) || named.manifests.includes(place)
  const keys = all.keys.filter(isWanted)
  const manifests = all.manifests.filter(isWanted)
  const left = [...all.keys, ...all.manifests].filter(place => !isWanted(place))
  const own = [files.program, files.launcher, ...Object.values(files.manifests), files.record]
  const paths = left.length > 0 ? manifests : [...manifests, ...(await filter(own, ground.disk.isThere))]
  if (wish.dryRun) return [...keys, ...paths]
  for (const key of keys) await giveBack(key, record, ground)
  const folders = manifests.map(path => pathsOf(machine).dirname(path))
  await removeFiles(paths, [...record.folders, ...folders, files.folder], wish)
  const isLeft = (place: string) => left.includes(place)
  if (left.length > 0)
    await writeRecord(ground.disk, files.record, {
      ...record,
      keys: all.keys.filter(isLeft),
      manifests: all.manifests.filter(isLeft),
    })
  return [...keys, ...paths]
}

/** What leads to this companion. A manifest or key of the same name that leads elsewhere belongs to another installation. */
async function placesOfOurs({ machine, ground, home, registrations }: UninstallWish, record: InstallRecord) {
  const { launcher, manifests } = installedFiles(home, machine)
  const named = placesIn(registrations)
  const leadsHere = async (key: string) =>
    Object.values(manifests).includes((await ground.registry.read(key))?.values[''] ?? '')
  const mentions = async (path: string) =>
    (await ground.disk.read(path))?.includes(JSON.stringify(launcher)) ?? false
  return {
    keys: await filter([...new Set([...named.keys, ...record.keys])], leadsHere),
    manifests: await filter([...new Set([...named.manifests, ...record.manifests])], mentions),
  }
}

/** Leads a key to the installation that had it before, if that is still there; else removes it. */
async function giveBack(key: string, { replaced, madeKeys }: InstallRecord, { disk, registry }: Ground) {
  const before = replaced[key]
  if (before !== undefined && (await disk.isThere(before))) await registry.write(key, before)
  else await removeKey(key, madeKeys, registry)
}

/** Removes files and then the folders that this leaves empty, from each file's own up to `topmost`. */
async function removeFiles(paths: readonly string[], topmost: readonly string[], wish: UninstallWish) {
  const { disk } = wish.ground
  const { dirname, sep } = pathsOf(wish.machine)
  const removeEmpty = async (folder: string): Promise<void> => {
    const isWithin = topmost.some(top => folder === top || folder.startsWith(`${top}${sep}`))
    if (isWithin && (await disk.removeIfEmpty(folder))) await removeEmpty(dirname(folder))
  }
  for (const path of paths) await disk.remove(path)
  for (const path of paths) await removeEmpty(dirname(path))
}

async function filter(paths: readonly string[], test: (path: string) => Promise<boolean>): Promise<string[]> {
  const passed = await Promise.all(paths.map(test))
  return paths.filter((_, index) => passed[index])
}
