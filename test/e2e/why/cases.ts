import type { Page } from 'playwright-core'
import type { CauseId } from '#shared/cause'
import type { PopupPage, Typed } from '../fixtures/popup-page.ts'
import type { World, WorldSettings } from '../fixtures/world.ts'
import { cookieCases } from './cookie-cases.ts'
import { nameCases } from './name-cases.ts'
import { placeCases } from './place-cases.ts'
import { sessionCases } from './session-cases.ts'

/** How a run is made to fail, and what the tester is told. */
export interface Case {
  title: string
  settings?: WorldSettings
  before?: (world: World) => unknown
  /** Prepares the popup's page. */
  opens?: (page: Page) => Promise<void>
  typed?: Typed
  /** What happens while the first answer to that path waits. */
  meanwhile?: { path: string; act: (world: World, popup: PopupPage) => unknown }
  /** A part of the finding's message, where that says it all. */
  finding?: string
  /** The causes in their order, each with a part of its evidence. */
  says: Partial<Record<CauseId, string>>
  /** Pressing it ends in a verified user, unless `mends` is false. */
  button?: string
  mends?: false
  /** How many sessions of User1 the site has before and after the failed run. */
  sessionsKept?: number
}

export const cases: Case[] = [...nameCases, ...cookieCases, ...placeCases, ...sessionCases]
