import { HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/findings/to-finding'

/** Returns the finding that a call throws. Fails when the call does not throw. */
export function catchFinding(call: () => unknown): Finding {
  try {
    call()
  } catch (thrown) {
    if (thrown instanceof HubpassError) return toFinding(thrown)
    throw thrown
  }
  throw new Error('the call did not throw')
}

/** Returns the finding that a promise rejects with. Fails when it resolves. */
export const findingOfRejection = (promise: Promise<unknown>): Promise<Finding> =>
  promise.then(
    () => {
      throw new Error('the promise was not rejected')
    },
    (thrown: unknown) => toFinding(thrown),
  )
