import type { Cause } from '#shared/cause'
import { withDeadline } from '../deadline.ts'
import { diagnosisTimeoutMs } from '../limits.ts'
import { causesOf } from './causes-of.ts'
import { gatherFacts } from './gather.ts'
import type { Sources } from './sources.ts'

/** What does not say by itself where it comes from. */
const diagnosed = new Set([
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
export async function diagnose(sources: Sources, cancelled: AbortSignal): Promise<Cause[]> {
  if (cancelled.aborted || !diagnosed.has(sources.record.run.finding?.code ?? '')) return []
  try {
    const facts = await withDeadline(diagnosisTimeoutMs, cancelled, signal => gatherFacts(sources, signal))
    return cancelled.aborted ? [] : causesOf(facts)
  } catch {
    return []
  }
}
