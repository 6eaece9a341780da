import { applyPlan } from './apply.ts'
import { claimsFor, forBrowsers, withOldClaims } from './claims.ts'
import type { Ground } from './ground.ts'
import type { Machine } from './machine.ts'
import { installedFiles, planInstall, type Registration, type Step } from './plan.ts'
import { mergeRecords, readRecord, writeRecord } from './record.ts'

export interface InstallWish {
  machine: Machine
  ground: Ground
  home: string
  hubpassHome: string | undefined
  registrations: readonly Registration[]
  /** For whom the keys are, see claims.ts; for browsers unless told. */
  claim?: string
  extensionIds: readonly string[]
  dryRun: boolean
}

/** Installs and remembers what it made. Extensions that were allowed before stay allowed. Throws FILE_NOT_WRITTEN. */
export async function installCompanion(wish: InstallWish): Promise<Step[]> {
  const { ground, machine, registrations } = wish
  const file = installedFiles(wish.home, machine).record
  const before = await readRecord(ground.disk, file)
  const extensionIds = [...new Set([...wish.extensionIds, ...before.extensionIds])]
  const steps = planInstall({ ...wish, extensionIds })
  if (wish.dryRun) return steps
  const made = await applyPlan(steps, ground, machine)
  const places = placesIn(registrations)
  const claims = claimsFor(places.keys, wish.claim ?? forBrowsers)
  const after = mergeRecords(withOldClaims(before), { ...made, ...places, claims, extensionIds })
  await writeRecord(ground.disk, file, after)
  return steps
}

/** Where browsers look: keys on Windows, elsewhere manifests. */
export const placesIn = (registrations: readonly Registration[]) => ({
  manifests: registrations.flatMap(({ key, manifest }) => (key === undefined ? [manifest] : [])),
  keys: registrations.flatMap(({ key }) => key ?? []),
})
