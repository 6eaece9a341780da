import { type CompanionState, type State, type StateChange, withChange } from '#shared/state'
import type { Page } from './browser/pages.ts'

/** The pages that are open, which all show the same state. */
export interface OpenPages {
  state(): State
  /** What they are told of the companion, when that has answered. */
  readyCompanion(): Extract<CompanionState, { status: 'ready' }> | undefined
  /** Tells every page what has changed. */
  publish(change: StateChange): void
  areNone(): boolean
  /** Tells the page everything, and from then on what changes, until it closes. */
  add(page: Page): void
  remove(page: Page): void
}

export function createOpenPages(): OpenPages {
  const pages = new Set<Page>()
  let state: State = { companion: { status: 'connecting' } }
  return {
    state: () => state,
    readyCompanion: () => (state.companion.status === 'ready' ? state.companion : undefined),
    publish(change) {
      state = withChange(state, change)
      for (const page of pages) page.send({ kind: 'change', change })
    },
    areNone: () => pages.size === 0,
    add(page) {
      pages.add(page)
      page.send({ kind: 'state', state })
    },
    remove: page => void pages.delete(page),
  }
}
