import { foldCase } from '#protocol/fold-case'
import type { RunSummary } from '#shared/runs/run-history'

/** What the list of runs shows; empty texts match everything. */
export interface RunFilter {
  site: string
  outcome: RunSummary['outcome'] | ''
  /** A part of the user's name. */
  user: string
}

export const noFilter: RunFilter = { site: '', outcome: '', user: '' }

export function filterRuns(runs: readonly RunSummary[], { site, outcome, user }: RunFilter): RunSummary[] {
  const text = foldCase(user.trim())
  return runs.filter(
    run =>
      (site === '' || run.site === site) &&
      (outcome === '' || run.outcome === outcome) &&
      foldCase(run.user).includes(text),
  )
}

/** Returns the sites of the runs in alphabetical order. */
export const listSites = (runs: readonly RunSummary[]): string[] =>
  [...new Set(runs.map(({ site }) => site))].toSorted()
