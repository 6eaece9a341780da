import type { Cause } from '#shared/runs/cause'
import { withTimeout } from '../async/with-timeout.ts'
import { diagnosisTimeoutMs } from '../timeouts.ts'
import { collectFacts } from './collect-facts.ts'
import { findCauses } from './find-causes.ts'
import type { FactSources } from './sources.ts'

/** What does not say by itself where it comes from. */
const diagnosableCodes = new Set([
  'COOKIE_REJECTED',
  'COOKIE_SHADOWED',
  'NOT_SIGNED_IN',
  'WRONG_IDENTITY',
  'HUB_ERROR_PAGE',
  'VIRTUAL_PROXY_UNKNOWN',
])

/**
 * The causes of a run that has failed, while what it has done is still there to be looked at. Takes no longer than
 * {@link diagnosisTimeoutMs}, ends at once when it is cancelled, and never throws: the undoing comes after it.
 */
export async function diagnose(sources: FactSources, cancelled: AbortSignal): Promise<Cause[]> {
  if (cancelled.aborted || !diagnosableCodes.has(sources.record.run.finding?.code ?? '')) return []
  try {
    const facts = await withTimeout(diagnosisTimeoutMs, cancelled, signal => collectFacts(sources, signal))
    return cancelled.aborted ? [] : findCauses(facts)
  } catch {
    return []
  }
}
