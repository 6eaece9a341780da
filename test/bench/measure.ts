/** A benchmark of several subjects. */
export interface Comparison {
  title: string
  target: Target | readonly Target[]
  /** The first subject is Hubpass. Each function returns the milliseconds of one round. */
  subjects: Record<string, () => Promise<number>>
}

/** `ratio` compares the median of the first subject with that of `against` (design §7). */
export interface Target {
  against: string
  ratio: number
  comparison: 'at most' | 'faster than'
}

export interface Distribution {
  median: number
  /** First and third quartiles. */
  low: number
  high: number
}

/**
 * Runs the subjects in turn, round by round, so that a busy moment affects all of them. Discards
 * the first round.
 */
export async function measure(
  { subjects: contestants }: Comparison,
  rounds: number,
): Promise<Map<string, Distribution>> {
  const times = new Map(Object.keys(contestants).map(name => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, runOnce] of Object.entries(contestants)) {
      const ms = await runOnce()
      if (round > 0) times.get(name)?.push(ms)
    }
  return new Map([...times].map(([name, all]) => [name, toDistribution(all)]))
}

export function toDistribution(values: readonly number[]): Distribution {
  const sorted = values.toSorted((a, b) => a - b)
  const getQuantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { median: getQuantile(0.5), low: getQuantile(0.25), high: getQuantile(0.75) }
}

/** Returns the duration of `work` in milliseconds. */
export async function measureMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
