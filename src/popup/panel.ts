import type { Finding } from '#protocol/findings/index'
import type { Run } from '#shared/run'
import type { Model } from './model.ts'

/** What stands in the way of any run. */
export type Setup = { need: 'companion'; finding: Finding } | { need: 'site' }

export interface Panel {
  setup: Setup | undefined
  hasSteps: boolean
  /** The id of a run that has ended and is kept. */
  endedRun: string | undefined
}

/** What the space below the buttons shows. A finding that the run already tells is not told twice. */
export function panelOf(model: Pick<Model, 'companion' | 'run' | 'isAsking'>): Panel {
  const setup = setupOf(model)
  const hasSteps = setup === undefined || model.isAsking || model.run !== undefined
  return { setup, hasSteps, endedRun: model.isAsking ? undefined : endedRunOf(model.run) }
}

/** A request that was refused at once became no run that anybody keeps. */
const endedRunOf = (run: Run | undefined): string | undefined =>
  run === undefined || run.outcome === 'working' || run.steps[0]?.state === 'not-reached' ? undefined : run.id

function setupOf({
  companion,
  run,
  isAsking,
}: Pick<Model, 'companion' | 'run' | 'isAsking'>): Setup | undefined {
  if (isAsking || run?.outcome === 'working' || companion.status === 'connecting') return undefined
  if (companion.status === 'ready') return companion.sites.length === 0 ? { need: 'site' } : undefined
  return companion.finding.code === run?.finding?.code
    ? undefined
    : { need: 'companion', finding: companion.finding }
}
