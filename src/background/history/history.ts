import type { SignInRequest } from '#shared/intents'
import type { PastRuns, ReadRun } from '#shared/past-runs'
import type { RunFacts } from '#shared/run-facts'
import type { AboutBrowser } from '../browser/about-browser.ts'
import type { HandlersOf } from '../handlers.ts'
import type { RunRecord } from '../run-record.ts'
import { createTurns } from '../turns.ts'
import { factsOf } from './facts-of.ts'
import { type RunHistory, summaryOf } from './run-history.ts'

export interface HistoryTools {
  runs: RunHistory
  aboutBrowser: AboutBrowser
  /** Of the extension, and of the companion while it is there. */
  versions(): Omit<RunFacts['versions'], 'browser'>
  publish(change: { pastRuns?: PastRuns; readRun?: ReadRun }): void
  signIn(request: SignInRequest): void
  now(): number
}

export interface History {
  handlers: HandlersOf<'listRuns' | 'readRun' | 'runAgain' | 'clearRuns' | 'restoreRuns'>
  /** Keeps a run that has come to its end; questions wait until it is kept. */
  keep(record: RunRecord): void
}

/** The runs that have ended: kept, listed, read, run again. A store that takes nothing costs the history, not the run. */
export function createHistory({ runs, aboutBrowser, versions, publish, signIn, now }: HistoryTools): History {
  const turns = createTurns()
  let isListed = false
  const inTurn = (work: () => Promise<unknown>): void => void turns.take(work).catch(() => {})
  const list = async (): Promise<void> => {
    isListed = true
    publish({ pastRuns: { runs: (await runs.all()).map(summaryOf), cleared: await runs.cleared() } })
  }
  const read = async (id: string): Promise<void> => {
    const facts = await runs.find(id)
    publish({ readRun: facts === undefined ? { status: 'missing', id } : { status: 'ready', id, facts } })
  }
  const again = async (id: string, windowId: number): Promise<void> => {
    const facts = await runs.find(id)
    if (facts === undefined) publish({ readRun: { status: 'missing', id } })
    else signIn({ ...facts.asked, windowId, sessionId: crypto.randomUUID() })
  }

  return {
    handlers: {
      listRuns: () => inTurn(list),
      readRun: ({ id }) => inTurn(() => read(id)),
      runAgain: ({ id, windowId }) => inTurn(() => again(id, windowId)),
      clearRuns: () => inTurn(() => runs.clear().then(list)),
      restoreRuns: () => inTurn(() => runs.restore().then(list)),
    },
    keep(record) {
      const known = { endedAt: now(), ...versions() }
      inTurn(async () => {
        const { endedAt, ...own } = known
        const browser = await aboutBrowser()
        await runs.add(factsOf(record, { endedAt, versions: { ...own, browser } }))
        if (isListed) await list()
      })
    },
  }
}
