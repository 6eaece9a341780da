import type { CaseItem } from '../expectations/judgement.ts'

/** A waiver of a check, with its place in the plan. */
export type RemovableWaiver = NonNullable<CaseItem['waiver']> & { id: string }

/** Finds the waivers that nobody needs any more. A waiver is the one of all cases of its block. */
export class WaiverReview {
  readonly #passed = new Map<string, RemovableWaiver>()
  readonly #needed = new Set<string>()

  add(item: CaseItem): void {
    const { id, verdict, waiver } = item
    if (waiver === undefined || verdict === 'notRun') return
    const key = `${id} ${waiver.line}:${waiver.column}`
    if (verdict !== 'expected') this.#needed.add(key)
    else this.#passed.set(key, { id, ...waiver })
  }

  listRemovable(): RemovableWaiver[] {
    return [...this.#passed].filter(([key]) => !this.#needed.has(key)).map(([, item]) => item)
  }
}
