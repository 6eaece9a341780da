import { type FaultName, isResponseFault, isTlsFault } from './faults.ts'
import type { ActiveFaults, FaultScope } from './http/active-faults.ts'
import { isSocketFault, type SocketFaultName } from './http/socket-faults.ts'
import type { Listeners } from './listeners.ts'
import type { ActiveFault, ResponseGate } from './settings.ts'

/**
 * Applies each fault where it takes effect: to responses, to the TLS profile of an endpoint, or to
 * its port.
 */
export class FaultInjector {
  readonly #answers: ActiveFaults
  readonly #listeners: Listeners

  constructor(answers: ActiveFaults, listeners: Listeners) {
    this.#answers = answers
    this.#listeners = listeners
  }

  /**
   * Raises a fault. Response faults apply when this returns, connection faults when the promise
   * resolves.
   */
  async raise(name: FaultName | SocketFaultName, scope: FaultScope): Promise<ActiveFault> {
    if (isSocketFault(name) || isResponseFault(name)) {
      const { reached, end } = this.#answers.raise(name, scope)
      return { reached, end: async () => end() }
    }
    const { endpoint } = scope
    await (isTlsFault(name) ? this.#listeners.setTlsFault(endpoint, name) : this.#listeners.refuse(endpoint))
    return {
      reached: Promise.resolve(),
      end: () =>
        isTlsFault(name) ? this.#listeners.setTlsFault(endpoint) : this.#listeners.accept(endpoint),
    }
  }

  hold(scope: FaultScope): ResponseGate {
    const { reached, end } = this.#answers.raise('silent', scope)
    return { reached, release: end }
  }

  /** Releases every held response. */
  endAll(): void {
    this.#answers.endAll()
  }
}
