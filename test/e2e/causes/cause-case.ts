import type { Page } from 'playwright-core'
import type { CauseId } from '#shared/runs/cause'
import type { E2EHarness, E2EOptions } from '../../support/e2e-harness.ts'
import type { PopupPage, SignInFields } from '../../support/page-objects/popup-page.ts'

/** How a run is made to fail, and what the popup shows. */
export interface CauseCase {
  title: string
  options?: E2EOptions
  arrange?: (harness: E2EHarness) => unknown
  /** Prepares the popup's page. */
  preparePage?: (page: Page) => Promise<void>
  fields?: SignInFields
  /** An action that happens while the first response of `path` is held. */
  duringRun?: { path: string; act: (harness: E2EHarness, popup: PopupPage) => unknown }
  /** A part of the finding's message, where the message contains the cause. */
  finding?: string
  /** The causes in order, each with a part of its evidence. */
  evidence: Partial<Record<CauseId, string>>
  /** The button of the fix. Pressing it signs the user in, unless `fixes` is false. */
  button?: string
  fixes?: false
  /** The number of sessions of User1 before and after the failed run. */
  expectedSessions?: number
}
