import type { Finding } from '#protocol/findings/index'
import type { Site } from '#protocol/site'
import type { BrowserPorts } from './browser/index.ts'
import type { Companion } from './companion.ts'
import type { KnownPhrase } from './phrases.ts'
import type { RunRecord } from './run-record.ts'

/** What a step may see and touch. */
export interface StepContext {
  record(): RunRecord
  /** Writes down a fact of the run; it is kept for certain when the promise resolves. */
  remember(facts: Partial<Omit<RunRecord, 'run' | 'request'>>): Promise<void>
  /** Tells the tester what the step waits for. */
  note(note: Note): void
  /** Counts the step's time from here: what came before was the tester's. */
  restartClock(): void
  /** Tells the tester what does not keep the step from passing. */
  warn(warnings: Finding[]): void
  companion(): Promise<Companion>
  /** The sites as the companion knows them now; pages get to see them too. */
  sites(): Promise<Site[]>
  browser: BrowserPorts
  /** Resolves to the answer to the permission prompt, when a page has one. */
  permissionAnswer: Promise<boolean>
  signal: AbortSignal
}

/** For the tester: words of ours, or a text that is the same in every language. */
export type Note = KnownPhrase[] | string

/** Passes with a note for the tester or without, or throws why not. May be run again by another worker. */
export type RunStep = (context: StepContext) => Promise<Note | undefined>

/** The site that the first step has found. */
export function siteOf({ site }: RunRecord): Site {
  if (site === undefined) throw new Error('the step "companion" has left no site')
  return site
}
