import { failure } from '#protocol/errors'

/** A mistake in a plan or in a file that it names, and what to do about it. */
export interface PlanProblem {
  file: string
  /** Both start at 1. */
  line: number
  column: number
  problem: string
  remedy: string
}

/** A place in a plan or in a file that it names. */
export type Place = Pick<PlanProblem, 'file' | 'line' | 'column'>

/** Nobody corrects more at once. */
const maxProblems = 20

/** Collects the mistakes of a plan, in the order of their places. */
export class Problems {
  readonly #found: PlanProblem[] = []
  #hidden = 0

  add(place: Place, problem: string, remedy: string): void {
    const { file, line, column } = place
    if (this.#found.length < maxProblems) this.#found.push({ file, line, column, problem, remedy })
    else this.#hidden += 1
  }

  get isEmpty(): boolean {
    return this.#found.length === 0
  }

  /** Throws PLAN_INVALID or another code if there is a mistake. */
  throwIfAny(file: string, code: 'PLAN_INVALID' | 'USER_LIST_INVALID' = 'PLAN_INVALID'): void {
    if (this.isEmpty) return
    const problems = this.#found.toSorted(
      (one, other) =>
        Number(one.file !== file) - Number(other.file !== file) ||
        one.line - other.line ||
        one.column - other.column,
    )
    throw failure(code, { file, problems, hidden: this.#hidden })
  }
}

/** Formats a place as compilers do, so that editors can jump to it. */
export const formatPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`

/** Formats what is no mistake as one line. */
export const formatNote = (note: PlanProblem): string =>
  `${formatPlace(note)}: ${note.problem}. ${note.remedy}\n`
