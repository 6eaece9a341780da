import { type FaultName, isResponseFault, isTlsFault } from './faults.ts'
import type { ActiveFaults, FaultScope } from './http/active-faults.ts'
import type { Listeners } from './listeners.ts'
import type { ActiveFault, ResponseGate } from './settings.ts'

/** Brings each fault to where it can be made: an answer, the TLS face of a door, or its port. */
export class FaultInjector {
  readonly #answers: ActiveFaults
  readonly #doors: Listeners

  constructor(answers: ActiveFaults, doors: Listeners) {
    this.#answers = answers
    this.#doors = doors
  }

  /** A fault of answers is on when this returns; one of connections when the promise settles. */
  async raise(name: FaultName, scope: FaultScope): Promise<ActiveFault> {
    if (isResponseFault(name)) {
      const { reached, end } = this.#answers.raise(name, scope)
      return { reached, end: async () => end() }
    }
    const { endpoint: door } = scope
    await (isTlsFault(name) ? this.#doors.setTlsFault(door, name) : this.#doors.refuse(door))
    return {
      reached: Promise.resolve(),
      end: () => (isTlsFault(name) ? this.#doors.setTlsFault(door) : this.#doors.accept(door)),
    }
  }

  hold(scope: FaultScope): ResponseGate {
    const { reached, end } = this.#answers.raise('silent', scope)
    return { reached, release: end }
  }

  /** Lets go of every answer that waits. */
  endAll(): void {
    this.#answers.endAll()
  }
}
