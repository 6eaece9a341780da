import type { Finding } from '#protocol/findings/index'
import { placesOn } from '../browsers/index.ts'
import type { Ground } from '../ground.ts'
import type { Machine } from '../machine.ts'
import { policyWarnings } from './policies.ts'
import { profileWarnings } from './profiles.ts'
import { sandboxWarnings } from './sandboxes.ts'

export interface WarningWish {
  machine: Machine
  ground: Ground
  browsers: readonly string[]
  /** Nothing was named: then every browser in a sandbox is worth a word, as the tester may mean just that one. */
  isEverywhere: boolean
}

/** What will keep browsers from finding the companion, as far as files and the registry show it. */
export async function findWarnings(wish: WarningWish): Promise<Finding[]> {
  const { machine, ground, browsers, isEverywhere } = wish
  const all = placesOn(machine.platform)
  const places = all.filter(({ browser }) => browsers.includes(browser))
  const found = await Promise.all([
    sandboxWarnings(isEverywhere ? all : places, machine, ground.disk),
    policyWarnings(places, machine, ground),
    profileWarnings(places, machine, ground.disk),
  ])
  return found.flat()
}
