import type { RunReport } from '#shared/runs/run-report'
import { formatEnglish } from './format-english.ts'

/** Returns the rows of a table with the versions of all parts. */
export const versionRows = ({ extension, companion, browser }: RunReport['versions']): string[][] =>
  [
    [formatEnglish('report.extension'), extension],
    [formatEnglish('report.companion'), companion ?? formatEnglish('report.unknown')],
    [formatEnglish('report.browser'), browser],
  ].filter(([, version]) => version !== '')
