import { isFailed } from '../expectations/judgement.ts'
import type { Journals } from './journals.ts'

/** A failed expectation or check of a case. */
export interface ComparedFailure {
  case: string
  id: string
  item: string
  message: string
}

/** What is different from an earlier run. */
export interface Comparison {
  /** Failed now, but not before. */
  new: ComparedFailure[]
  /** Failed before and now. */
  still: ComparedFailure[]
  /** Failed before, and ran now without failing. */
  fixed: ComparedFailure[]
  /** Failed before, and did not run now. */
  gone: ComparedFailure[]
}

/** Compares two runs by the ids of cases and items. The memory grows only with the failures. */
export async function compareJournals(before: Journals, now: Journals): Promise<Comparison> {
  const earlier = await collectFailures(before)
  const current = await collectFailures(now)
  const failed = new Set(earlier.keys())
  const ran = new Set<string>()
  for await (const { id, items } of now.readCases())
    for (const item of items) if (failed.has(`${id}/${item.id}`)) ran.add(`${id}/${item.id}`)
  const isStill = ([key]: [string, ComparedFailure]) => failed.has(key)
  return {
    new: [...current].filter(each => !isStill(each)).map(([, each]) => each),
    still: [...current].filter(isStill).map(([, each]) => each),
    fixed: [...earlier].filter(([key]) => !current.has(key) && ran.has(key)).map(([, each]) => each),
    gone: [...earlier].filter(([key]) => !current.has(key) && !ran.has(key)).map(([, each]) => each),
  }
}

async function collectFailures({ readCases }: Journals): Promise<Map<string, ComparedFailure>> {
  const failures = new Map<string, ComparedFailure>()
  for await (const { id, name, items } of readCases())
    for (const { id: item, verdict, message } of items)
      if (isFailed(verdict)) failures.set(`${id}/${item}`, { case: name, id, item, message })
  return failures
}
