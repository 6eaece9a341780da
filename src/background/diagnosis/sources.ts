import type { RunRecord } from '../run/run-state.ts'
import type { StepContext } from '../run/steps/step.ts'
import type { SessionRegistry } from '../sessions/session-registry.ts'

/** What facts are gathered from. */
export interface FactSources extends Pick<StepContext, 'browser' | 'companion'> {
  record: RunRecord
  registry: SessionRegistry
  now: number
}
