import type { Ledger } from '../ledger.ts'
import type { RunRecord } from '../run-record.ts'
import type { StepContext } from '../run-step.ts'

/** What facts are gathered from. */
export interface Sources extends Pick<StepContext, 'browser' | 'companion'> {
  record: RunRecord
  ledger: Ledger
  now: number
}
