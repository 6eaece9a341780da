import type { Colorize } from '../../doctor/format-report.ts'
import type { Comparison } from '../journal/compare.ts'
import type { Journals } from '../journal/journals.ts'
import type { RunSummary } from './summarize.ts'

/** What a report is made from. Nothing of it holds all cases in memory. */
export interface ReportSource {
  journals: Journals
  summary: RunSummary
  /** The differences from an earlier run, if there is one to compare with. */
  comparison?: Comparison | undefined
  colorize: Colorize
}

/** Yields a report part by part. */
export type Reporter = (source: ReportSource) => AsyncIterable<string>
