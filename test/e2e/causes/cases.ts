import type { Page } from 'playwright-core'
import type { CauseId } from '#shared/runs/cause'
import type { E2EHarness, E2EOptions } from '../../support/e2e-harness.ts'
import type { PopupPage, SignInFields } from '../../support/page-objects/popup-page.ts'
import { cookieCases } from './cookie-cases.ts'
import { cookieNameCases } from './cookie-name-cases.ts'
import { locationCases } from './location-cases.ts'
import { sessionCases } from './session-cases.ts'

/** How a run is made to fail, and what the tester is told. */
export interface CauseCase {
  title: string
  options?: E2EOptions
  arrange?: (harness: E2EHarness) => unknown
  /** Prepares the popup's page. */
  preparePage?: (page: Page) => Promise<void>
  fields?: SignInFields
  /** What happens while the first answer to that path waits. */
  duringRun?: { path: string; act: (harness: E2EHarness, popup: PopupPage) => unknown }
  /** A part of the finding's message, where that says it all. */
  finding?: string
  /** The causes in their order, each with a part of its evidence. */
  evidence: Partial<Record<CauseId, string>>
  /** Pressing it ends in a verified user, unless `mends` is false. */
  button?: string
  fixes?: false
  /** How many sessions of User1 the site has before and after the failed run. */
  expectedSessions?: number
}

export const cases: CauseCase[] = [...cookieNameCases, ...cookieCases, ...locationCases, ...sessionCases]
