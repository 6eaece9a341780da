import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { abortable } from '../util/abort.ts'
import type { Check, CheckOutcome, CheckResult } from './check.ts'

export interface RunnerOptions {
  signal: AbortSignal
  onStart?: ((check: Check) => void) | undefined
  onEnd?: (() => void) | undefined
}

/**
 * Runs checks one after the other, each directly followed by its follow-up checks. Skips a check if
 * one that it needs failed or was skipped. Throws only CANCELLED: an error of a check becomes its
 * result.
 */
export async function runChecks(checks: readonly Check[], options: RunnerOptions): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const unmet = new Map<string, string>()
  const queue = [...checks]
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
    const { site, needs = [] } = check
    const unmetNeed = needs.map(id => unmet.get(toKey({ id, site }))).find(title => title !== undefined)
    const { result, followUpChecks } =
      unmetNeed === undefined ? await runCheck(check, options) : skipCheck(check, unmetNeed)
    if (followUpChecks === undefined) unmet.set(toKey(check), unmetNeed ?? check.title)
    queue.unshift(...(followUpChecks ?? []))
    results.push(result)
  }
  return results
}

/** A result and its follow-up checks, which are undefined if the check did not succeed. */
interface CheckRun {
  result: CheckResult
  followUpChecks: readonly Check[] | undefined
}

async function runCheck(check: Check, { signal, onStart, onEnd }: RunnerOptions): Promise<CheckRun> {
  const startedAt = performance.now()
  onStart?.(check)
  const outcome = await abortable(tryCheck(check, signal), signal).catch(() => undefined)
  onEnd?.()
  if (outcome === undefined || signal.aborted) throw failure('CANCELLED', {})
  const { followUpChecks, ...details } = outcome
  const ms = Math.round(performance.now() - startedAt)
  return { result: { ...pickLabels(check), ...details, ms }, followUpChecks }
}

async function tryCheck(check: Check, signal: AbortSignal) {
  try {
    const outcome = await check.run(signal)
    return { ...toCheckState(outcome), followUpChecks: outcome.followUpChecks ?? [] }
  } catch (thrown) {
    const state: CheckResult['state'] = check.isOptional === true ? 'warned' : 'failed'
    return { state, finding: toFinding(thrown), followUpChecks: undefined }
  }
}

const skipCheck = (check: Check, unmetNeed: string): CheckRun => ({
  result: { ...pickLabels(check), state: 'skipped', note: `not checked because "${unmetNeed}" failed` },
  followUpChecks: undefined,
})

function toCheckState({
  note,
  warnings: [first, ...others] = [],
}: CheckOutcome): Omit<CheckResult, 'id' | 'title' | 'site'> {
  return {
    state: first === undefined ? 'passed' : 'warned',
    ...(note === undefined ? {} : { note }),
    ...(first === undefined ? {} : { finding: first }),
    ...(others.length === 0 ? {} : { others }),
  }
}

const pickLabels = ({ id, title, site }: Check): Pick<CheckResult, 'id' | 'title' | 'site'> => ({
  id,
  title,
  ...(site === undefined ? {} : { site }),
})

const toKey = ({ id, site }: { id: string; site?: string | undefined }): string => JSON.stringify([site, id])
