import { HubpassError } from '#protocol/errors'

/** The part of the program that reads plans and writes reports. Only its commands load it. */
export type Check = typeof import('../../check/index.ts')

/**
 * Runs work with the file of plans and reports. It is a program of its own, with its own copy of the class
 * of errors, so its findings become findings of this one.
 */
export async function withCheck<T>(work: (check: Check) => Promise<T>): Promise<T> {
  const check = await import('../../check/index.ts')
  try {
    return await work(check)
  } catch (error) {
    throw error instanceof check.HubpassError ? new HubpassError(error.finding, { cause: error }) : error
  }
}
