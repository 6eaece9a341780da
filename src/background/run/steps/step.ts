import type { Finding } from '#protocol/findings/index'
import type { Site } from '#protocol/site'
import type { Container } from '../../browser/containers.ts'
import type { BrowserPorts } from '../../browser/index.ts'
import type { CompanionClient } from '../../companion/client.ts'
import type { RunRecord, StepNote } from '../run-state.ts'

/** Provides what a step may read and change. */
export interface StepContext {
  record(): RunRecord
  /** Records facts of the run. Resolves once they are saved. */
  updateRecord(facts: Partial<Omit<RunRecord, 'run' | 'request'>>): Promise<void>
  /** Records the container whose cookies and tabs the run uses. Resolves once it is saved. */
  setContainer(container: Container): Promise<void>
  /** Shows the tester what the step waits for. */
  showNote(note: StepNote): void
  /** Restarts the step's timer, so that it excludes the time that the tester took. */
  restartTimer(): void
  /** Shows warnings that do not fail the step. */
  showWarnings(warnings: Finding[]): void
  companion(): Promise<CompanionClient>
  /** Reads and publishes the current sites. */
  fetchSites(): Promise<Site[]>
  /** Returns the name of the container that a persona owns. */
  findContainerOf(persona: string): Promise<string | undefined>
  browser: BrowserPorts
  /** Resolves to the answer to the permission prompt, if a page reports one. */
  permissionAnswer: Promise<boolean>
  signal: AbortSignal
}

/**
 * Passes with an optional note, or throws the reason of the failure. Another worker may run it
 * again.
 */
export type RunStep = (context: StepContext) => Promise<StepNote | undefined>

/** Returns the site that the step "companion" has found. */
export function requireSite({ site }: RunRecord): Site {
  if (site === undefined) throw new Error('the step "companion" has left no site')
  return site
}
