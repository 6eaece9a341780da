import { failure, findingFrom } from '#protocol/errors'
import { abortable } from '../abortable.ts'
import type { Check, CheckResult, Passed } from './check.ts'

export interface Watch {
  signal: AbortSignal
  onStart?: ((check: Check) => void) | undefined
  onEnd?: (() => void) | undefined
}

/**
 * Runs checks in their order, one after the other, what they find to look at right behind them. One is skipped when something
 * that it needs has failed or was skipped. Throws CANCELLED, and nothing else: whatever a check throws is its result.
 */
export async function runChecks(checks: readonly Check[], watch: Watch): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const missed = new Map<string, string>()
  const waiting = [...checks]
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const { site, needs = [] } = check
    const lacking = needs.map(id => missed.get(keyOf({ id, site }))).find(title => title !== undefined)
    const { result, next } = lacking === undefined ? await run(check, watch) : skip(check, lacking)
    if (next === undefined) missed.set(keyOf(check), lacking ?? check.title)
    waiting.unshift(...(next ?? []))
    results.push(result)
  }
  return results
}

/** How it went and what to look at next, which is undefined when the check has not succeeded. */
interface Ran {
  result: CheckResult
  next: readonly Check[] | undefined
}

async function run(check: Check, { signal, onStart, onEnd }: Watch): Promise<Ran> {
  const startedAt = performance.now()
  onStart?.(check)
  const outcome = await abortable(outcomeOf(check, signal), signal).catch(() => undefined)
  onEnd?.()
  if (outcome === undefined || signal.aborted) throw failure('CANCELLED', {})
  const { next, ...how } = outcome
  const ms = Math.round(performance.now() - startedAt)
  return { result: { ...namesOf(check), ...how, ms }, next }
}

async function outcomeOf(check: Check, signal: AbortSignal) {
  try {
    const passed = await check.run(signal)
    return { ...stateOf(passed), next: passed.next ?? [] }
  } catch (thrown) {
    const state: CheckResult['state'] = check.isOptional === true ? 'warned' : 'failed'
    return { state, finding: findingFrom(thrown), next: undefined }
  }
}

const skip = (check: Check, lacking: string): Ran => ({
  result: { ...namesOf(check), state: 'skipped', note: `not checked while "${lacking}" fails` },
  next: undefined,
})

function stateOf({
  note,
  warnings: [first, ...others] = [],
}: Passed): Omit<CheckResult, 'id' | 'title' | 'site'> {
  return {
    state: first === undefined ? 'passed' : 'warned',
    ...(note === undefined ? {} : { note }),
    ...(first === undefined ? {} : { finding: first }),
    ...(others.length === 0 ? {} : { others }),
  }
}

const namesOf = ({ id, title, site }: Check): Pick<CheckResult, 'id' | 'title' | 'site'> => ({
  id,
  title,
  ...(site === undefined ? {} : { site }),
})

const keyOf = ({ id, site }: { id: string; site?: string | undefined }): string => JSON.stringify([site, id])
