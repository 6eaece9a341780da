import { type CompanionState, type State, type StateChange, withChange } from '#shared/state'
import type { PagePort } from './browser/page-ports.ts'

/** The pages that are open, which all show the same state. */
export interface PageConnections {
  getState(): State
  /** What they are told of the companion, when that has answered. */
  getReadyCompanion(): Extract<CompanionState, { status: 'ready' }> | undefined
  /** Tells every page what has changed. */
  publish(change: StateChange): void
  isEmpty(): boolean
  /** Tells the page everything, and from then on what changes, until it closes. */
  add(page: PagePort): void
  remove(page: PagePort): void
}

/** `onChange` receives each change after the pages. */
export function createPageConnections(onChange: (change: StateChange) => void): PageConnections {
  const pages = new Set<PagePort>()
  let state: State = { companion: { status: 'connecting' } }
  return {
    getState: () => state,
    getReadyCompanion: () => (state.companion.status === 'ready' ? state.companion : undefined),
    publish(change) {
      state = withChange(state, change)
      for (const page of pages) page.send({ kind: 'change', change })
      onChange(change)
    },
    isEmpty: () => pages.size === 0,
    add(page) {
      pages.add(page)
      page.send({ kind: 'state', state })
    },
    remove: page => void pages.delete(page),
  }
}
