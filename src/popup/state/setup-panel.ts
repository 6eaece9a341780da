import type { Finding } from '#protocol/findings/index'
import type { Run } from '#shared/runs/run'
import type { Model } from './model.ts'

/** The setup that is missing before any run. */
export type MissingSetup =
  | { need: 'companion'; finding: Finding }
  | { need: 'site'; invocation: string[] | undefined }

export interface PanelContent {
  missingSetup: MissingSetup | undefined
  hasSteps: boolean
  /** The id of a finished run that is in the history. */
  endedRunId: string | undefined
}

/** Selects the content below the buttons. Does not repeat a finding that the run already shows. */
export function selectPanel(model: Pick<Model, 'companion' | 'run' | 'isRunRequested'>): PanelContent {
  const setup = findMissingSetup(model)
  const hasSteps = setup === undefined || model.isRunRequested || model.run !== undefined
  return {
    missingSetup: setup,
    hasSteps,
    endedRunId: model.isRunRequested ? undefined : getEndedRunId(model.run),
  }
}

/** A request that was rejected immediately is not in the history. */
const getEndedRunId = (run: Run | undefined): string | undefined =>
  run === undefined || run.outcome === 'working' || run.steps[0]?.state === 'not-reached' ? undefined : run.id

function findMissingSetup({
  companion,
  run,
  isRunRequested,
}: Pick<Model, 'companion' | 'run' | 'isRunRequested'>): MissingSetup | undefined {
  if (isRunRequested || run?.outcome === 'working' || companion.status === 'connecting') return undefined
  if (companion.status === 'ready')
    return companion.sites.length === 0 ? { need: 'site', invocation: companion.invocation } : undefined
  return companion.finding.code === run?.finding?.code
    ? undefined
    : { need: 'companion', finding: companion.finding }
}
