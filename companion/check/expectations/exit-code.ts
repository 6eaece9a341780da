import type { CaseVerdict, UndecidedKind } from './judgement.ts'

/** The cases of a run by their verdict, and the undecided ones by their kind. */
export interface VerdictCounts {
  verdicts: Record<CaseVerdict, number>
  kinds: Record<UndecidedKind, number>
}

const exitCodes: Partial<Record<UndecidedKind, number>> = { configuration: 3, network: 4, qlik: 5 }

/**
 * Returns 0 if all cases are as expected, and 1 if one is not. If none could be decided, returns the code
 * of the most frequent reason: 3 for the configuration, 4 for the network, 5 for Qlik Sense.
 */
export function getRunExitCode({ verdicts, kinds }: VerdictCounts): number {
  const { unexpected, waiverExpired, undecided, waived, expected } = verdicts
  if (unexpected + waiverExpired > 0) return 1
  if (undecided === 0) return 0
  if (waived + expected > 0) return 1
  const [most] = (Object.keys(exitCodes) as UndecidedKind[]).toSorted(
    (one, other) => kinds[other] - kinds[one],
  )
  return (most && kinds[most] > 0 ? exitCodes[most] : undefined) ?? 1
}
