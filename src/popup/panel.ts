import type { Finding } from '#protocol/findings/index'
import type { Model } from './model.ts'

/** What stands in the way of any run. */
export type Setup = { need: 'companion'; finding: Finding } | { need: 'site' }

export interface Panel {
  setup: Setup | undefined
  hasSteps: boolean
}

/** What the space below the buttons shows. A finding that the run already tells is not told twice. */
export function panelOf(model: Pick<Model, 'companion' | 'run' | 'isAsking'>): Panel {
  const setup = setupOf(model)
  return { setup, hasSteps: setup === undefined || model.isAsking || model.run !== undefined }
}

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
