import { type CompanionState, type State, type StateChange, withChange } from '#shared/state'
import type { PagePort } from './browser/page-ports.ts'

/** Holds the open pages, which all show the same state. */
export interface PageConnections {
  getState(): State
  /** Returns the published state of the companion, if it is ready. */
  getReadyCompanion(): Extract<CompanionState, { status: 'ready' }> | undefined
  /** Merges a change into the state and sends it to every page. */
  publish(change: StateChange): void
  isEmpty(): boolean
  /** Sends the whole state to the page, and then every change until it closes. */
  add(page: PagePort): void
  remove(page: PagePort): void
}

/** Creates the connections. `onChange` receives each change after the pages. */
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
