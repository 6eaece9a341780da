import { say } from '#messages/checks/message'
import { type Check, defineCheck, failed, passed, undecided } from '../check.ts'
import { askRelease } from '../questions/release.ts'
import { inInstallation } from '../rules/places.ts'

const toMonths = (year: number, month: number): number => year * 12 + month - 1

/**
 * The first patch of each release without CVE-2023-41265, CVE-2023-41266 and CVE-2023-48365, which
 * forge sessions. From the records of the CVE program, read in November 2026
 * (docs/facts/qlik-sense.md §2.5). The last one undoes the fixes of the others, so its patches count.
 */
const fixedPatches: readonly [months: number, patch: number][] = [
  [toMonths(2023, 8), 2],
  [toMonths(2023, 5), 6],
  [toMonths(2023, 2), 10],
  [toMonths(2022, 11), 12],
  [toMonths(2022, 8), 14],
  [toMonths(2022, 5), 16],
  [toMonths(2022, 2), 15],
  [toMonths(2021, 11), 17],
]

const lastConcerned = toMonths(2023, 8)

/**
 * The first patch without CVE-2024-36077, which raises privileges but forges no session: a hint, no
 * failure. From the same source.
 */
const laterFixedPatches: typeof fixedPatches = [
  [toMonths(2024, 2), 4],
  [toMonths(2023, 11), 9],
  [toMonths(2023, 8), 14],
  [toMonths(2023, 5), 16],
  [toMonths(2023, 2), 14],
  [toMonths(2022, 11), 14],
  [toMonths(2022, 8), 17],
  [toMonths(2022, 5), 18],
]

const findPatch = (table: typeof fixedPatches, months: number): number | undefined =>
  table.find(([of]) => of === months)?.[1]

const release = defineCheck({
  id: 'SC-40',
  severity: 'high',
  class: 'R',
  phase: 'site',
  references: ['CVE-2023-41265', 'CVE-2023-41266', 'CVE-2023-48365'],
  ask: askRelease,
  judge({ label, months, patch }) {
    const evidence = [`releaseLabel: ${label ?? 'not told'}`]
    if (label === undefined || months === undefined) return undecided(say('check.SC-40.undecided'), evidence)
    const fixed = findPatch(fixedPatches, months)
    const laterFixed = findPatch(laterFixedPatches, months)
    if (laterFixed !== undefined && patch < laterFixed)
      evidence.push(`CVE-2024-36077 (elevation of privilege) is fixed in Patch ${laterFixed}`)
    if (months > lastConcerned || (fixed !== undefined && patch >= fixed))
      return passed(say('check.SC-40.passed', { release: label }), evidence)
    return failed(
      say('check.SC-40.failed', { release: label }),
      inInstallation(
        fixed === undefined
          ? say('check.SC-40.wantedRelease')
          : say('check.SC-40.wantedPatch', { patch: fixed }),
        label,
      ),
      evidence,
    )
  },
})

export const releaseChecks: readonly Check[] = [release]
