import type { Finding } from '#protocol/findings/index'
import type { Site } from '#protocol/site'
import type { BrowserPorts } from '../../browser/index.ts'
import type { CompanionClient } from '../../companion/client.ts'
import type { RunRecord, StepNote } from '../run-state.ts'

/** What a step may see and touch. */
export interface StepContext {
  record(): RunRecord
  /** Writes down a fact of the run; it is kept for certain when the promise resolves. */
  updateRecord(facts: Partial<Omit<RunRecord, 'run' | 'request'>>): Promise<void>
  /** Tells the tester what the step waits for. */
  showNote(note: StepNote): void
  /** Counts the step's time from here: what came before was the tester's. */
  restartTimer(): void
  /** Tells the tester what does not keep the step from passing. */
  showWarnings(warnings: Finding[]): void
  companion(): Promise<CompanionClient>
  /** The sites as the companion knows them now; pages get to see them too. */
  fetchSites(): Promise<Site[]>
  browser: BrowserPorts
  /** Resolves to the answer to the permission prompt, when a page has one. */
  permissionAnswer: Promise<boolean>
  signal: AbortSignal
}

/** Passes with a note for the tester or without, or throws why not. May be run again by another worker. */
export type RunStep = (context: StepContext) => Promise<StepNote | undefined>

/** The site that the first step has found. */
export function requireSite({ site }: RunRecord): Site {
  if (site === undefined) throw new Error('the step "companion" has left no site')
  return site
}
