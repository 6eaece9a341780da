import { forBrowsers, isClaimedAlone, leftClaims } from './claims.ts'
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
  /** For whom keys are given up, see claims.ts; for browsers unless told. */
  claim?: string
  /** Everything, wherever it was installed. */
  isAll: boolean
  dryRun: boolean
}

/** Removes what makes browsers start this companion, and with the last of it the companion. Gives what it removed. */
export async function uninstallCompanion(wish: UninstallWish): Promise<string[]> {
  const { ground, machine, home } = wish
  const files = installedFiles(home, machine)
  const record = await readRecord(ground.disk, files.record)
  const { wanted, left } = await sortedPlaces(wish, record)
  const isLast = left.keys.length === 0 && left.manifests.length === 0
  const own = [files.program, files.launcher, ...Object.values(files.manifests), files.record]
  const paths = [...wanted.manifests, ...(isLast ? await filter(own, ground.disk.isThere) : [])]
  if (wish.dryRun) return [...wanted.keys, ...paths]
  for (const key of wanted.keys) await giveBack(key, record, ground)
  const folders = wanted.manifests.map(path => pathsOf(machine).dirname(path))
  await removeFiles(paths, [...record.folders, ...folders, files.folder], wish)
  if (!isLast) await writeRecord(ground.disk, files.record, { ...record, ...left })
  return [...wanted.keys, ...paths]
}

/** What is to be removed of what is ours, and what is to be remembered further on. */
async function sortedPlaces(wish: UninstallWish, record: InstallRecord) {
  const { claim = forBrowsers, isAll } = wish
  const { keys, manifests } = await placesOfOurs(wish, record)
  const named = placesIn(wish.registrations)
  const isWanted = (place: string) =>
    isAll ||
    named.manifests.includes(place) ||
    (named.keys.includes(place) && isClaimedAlone(place, claim, record))
  const isLeft = (place: string) => !isWanted(place)
  const keysLeft = keys.filter(isLeft)
  const claims = leftClaims(keysLeft, { claim, keys: named.keys }, record)
  return {
    wanted: { keys: keys.filter(isWanted), manifests: manifests.filter(isWanted) },
    left: { keys: keysLeft, manifests: manifests.filter(isLeft), claims },
  }
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
