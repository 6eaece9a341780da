import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import { ANSWER_FAULTS, type AnswerFault, type AnswerFaultName } from './answer-faults.ts'
import type { DoorName, Question } from './question.ts'
import { send } from './send.ts'

/** Which answers a fault spoils. */
export interface FaultScope {
  /** All doors unless told. */
  readonly door?: DoorName
  /** A part of the path, e.g. `/session`. */
  readonly path?: string
  readonly method?: string
  /** For the next so many answers; until it ends unless told. */
  readonly times?: number
  /** How long `slow` takes. */
  readonly ms?: number
}

export interface Fault {
  /** Settles when the first question has met the fault. */
  readonly reached: Promise<void>
  end(): void
}

interface Raised extends Fault {
  readonly name: AnswerFaultName
  readonly scope: FaultScope
  readonly ended: Promise<void>
  left: number
  reach(): void
}

/** The faults that are on. The one raised last comes first. */
export class RaisedFaults {
  #raised: Raised[] = []

  raise(name: AnswerFaultName, scope: FaultScope = {}): Fault {
    const [reached, reach] = signal()
    const [ended, finish] = signal()
    const end = () => {
      this.#raised = this.#raised.filter(each => each !== fault)
      finish()
    }
    const fault: Raised = {
      name,
      scope,
      reached,
      reach,
      ended,
      end,
      left: scope.times ?? Number.POSITIVE_INFINITY,
    }
    this.#raised.unshift(fault)
    return fault
  }

  endAll(): void {
    for (const fault of this.#raised) fault.end()
  }

  /** Sends the answer, spoilt by the fault that its question meets. */
  async deliver(question: Question, answer: Answer, response: ServerResponse): Promise<void> {
    const fault = this.#raised.find(each => each.left > 0 && isMet(each, question))
    if (!fault) return send(answer, response)
    fault.left -= 1
    fault.reach()
    const { ended, scope } = fault
    await ANSWER_FAULTS[fault.name].deliver({ answer, response, ended, ms: scope.ms ?? 3000 })
  }
}

function isMet({ name, scope: { door, path, method } }: Raised, question: Question): boolean {
  const { spoils }: AnswerFault = ANSWER_FAULTS[name]
  return (
    (door === undefined || door === question.door) &&
    (path === undefined || question.path.includes(path)) &&
    (method === undefined || method === question.method) &&
    (spoils?.(question) ?? true)
  )
}

function signal(): [Promise<void>, () => void] {
  let settle = () => {}
  const settled = new Promise<void>(resolve => {
    settle = resolve
  })
  return [settled, settle]
}
