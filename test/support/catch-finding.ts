import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'

/** The finding that a call throws; fails when it throws none. */
export function catchFinding(call: () => unknown): Finding {
  try {
    call()
  } catch (thrown) {
    if (thrown instanceof HubpassError) return toFinding(thrown)
    throw thrown
  }
  throw new Error('the call did not throw')
}

/** The finding that a promise is rejected with; fails when it is not. */
export const findingOfRejection = (promise: Promise<unknown>): Promise<Finding> =>
  promise.then(
    () => {
      throw new Error('the promise was not rejected')
    },
    (thrown: unknown) => toFinding(thrown),
  )
