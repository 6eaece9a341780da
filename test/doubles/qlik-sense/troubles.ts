import type { Doors } from './doors.ts'
import { type FaultName, isAnswerFault, isTlsFault } from './faults.ts'
import type { FaultScope, RaisedFaults } from './http/raised-faults.ts'
import type { Hold, RaisedFault } from './settings.ts'

/** Brings each fault to where it can be made: an answer, the TLS face of a door, or its port. */
export class Troubles {
  readonly #answers: RaisedFaults
  readonly #doors: Doors

  constructor(answers: RaisedFaults, doors: Doors) {
    this.#answers = answers
    this.#doors = doors
  }

  /** A fault of answers is on when this returns; one of connections when the promise settles. */
  async raise(name: FaultName, scope: FaultScope): Promise<RaisedFault> {
    if (isAnswerFault(name)) {
      const { reached, end } = this.#answers.raise(name, scope)
      return { reached, end: async () => end() }
    }
    const { door } = scope
    await (isTlsFault(name) ? this.#doors.reshape(door, name) : this.#doors.refuse(door))
    return {
      reached: Promise.resolve(),
      end: () => (isTlsFault(name) ? this.#doors.reshape(door) : this.#doors.accept(door)),
    }
  }

  hold(scope: FaultScope): Hold {
    const { reached, end } = this.#answers.raise('silent', scope)
    return { reached, release: end }
  }

  /** Lets go of every answer that waits. */
  endAll(): void {
    this.#answers.endAll()
  }
}
