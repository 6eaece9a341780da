/** Programs use 2,000 to 600,000 iterations. */
const maxIterations = 1_000_000

/** Enough for the MAC, the certificates and the key of one file with as many iterations as allowed. */
const maxTotal = 4 * maxIterations

/** Protection that cannot be undone: a scheme by its name, or a number of iterations. */
export type Unsupported = { scheme: string } | { iterations: number; max: number }

export class UnsupportedError extends Error {
  constructor(readonly unsupported: Unsupported) {
    super('unsupported')
  }
}

/**
 * Counts the iterations of one file before each key derivation, which nothing else can stop. Throws
 * UnsupportedError.
 */
export type IterationGuard = (iterations: number) => void

export function createIterationGuard(): IterationGuard {
  let total = 0
  return iterations => {
    total += iterations
    if (iterations > maxIterations || total > maxTotal)
      throw new UnsupportedError({ iterations, max: maxIterations })
    if (!(iterations >= 1)) throw new Error('no iterations')
  }
}
