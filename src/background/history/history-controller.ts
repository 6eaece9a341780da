import { makeSessionId } from '#protocol/session-id-form'
import type { Site } from '#protocol/site'
import type { SignInRequest } from '#shared/intents'
import type { OpenedRun, RunList } from '#shared/runs/run-history'
import { createSerialQueue } from '../async/serial-queue.ts'
import type { ReadBrowserInfo } from '../browser/browser-info.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { RunRecord } from '../run/run-state.ts'
import { type RunHistory, toSummary } from './stored-runs.ts'
import { toRunReport } from './to-run-report.ts'

export interface HistoryDeps {
  runs: RunHistory
  readBrowserInfo: ReadBrowserInfo
  extensionVersion: string
  /** Returns undefined while no companion is ready. */
  getCompanionVersion(): string | undefined
  publish(change: { runHistory?: RunList; openedRun?: OpenedRun }): void
  signIn(request: SignInRequest): void
  /** Returns undefined while no companion is ready. */
  findSite(id: string): Site | undefined
  now(): number
}

export interface HistoryController {
  handlers: IntentHandlersOf<'listRuns' | 'readRun' | 'runAgain' | 'clearRuns' | 'restoreRuns'>
  /** Stores a finished run. Later requests wait until it is stored. */
  add(record: RunRecord): void
}

/**
 * Stores, lists, opens and repeats finished runs. If the storage fails, only the history is lost,
 * not the run.
 */
export function createHistory({
  runs,
  readBrowserInfo,
  extensionVersion,
  getCompanionVersion,
  publish,
  signIn,
  findSite,
  now,
}: HistoryDeps): HistoryController {
  const queue = createSerialQueue()
  let isListed = false
  /** A page shows a finished run, and asks for its report, before the run is stored. */
  let missingId: string | undefined
  const enqueue = (work: () => Promise<unknown>): void => void queue.enqueue(work).catch(() => {})
  const list = async (): Promise<void> => {
    isListed = true
    publish({ runHistory: { runs: (await runs.list()).map(toSummary), cleared: await runs.countCleared() } })
  }
  const read = async (id: string): Promise<void> => {
    const report = await runs.find(id)
    missingId = report === undefined ? id : undefined
    publish({
      openedRun: report === undefined ? { status: 'missing', id } : { status: 'ready', id, facts: report },
    })
  }
  const repeatRun = async (id: string, windowId: number): Promise<void> => {
    const report = await runs.find(id)
    if (report === undefined) return publish({ openedRun: { status: 'missing', id } })
    const { beside: inPrivateWindow, ...request } = report.asked
    signIn({
      ...request,
      ...(inPrivateWindow === undefined ? {} : { inPrivateWindow }),
      windowId,
      sessionId: makeSessionId(crypto, findSite(request.site)?.sessionIds),
    })
  }

  return {
    handlers: {
      listRuns: () => enqueue(list),
      readRun: ({ id }) => enqueue(() => read(id)),
      runAgain: ({ id, windowId }) => enqueue(() => repeatRun(id, windowId)),
      clearRuns: () => enqueue(() => runs.clear().then(list)),
      restoreRuns: () => enqueue(() => runs.restore().then(list)),
    },
    add(record) {
      const endedAt = now()
      const companion = getCompanionVersion()
      const versions = { extension: extensionVersion, ...(companion === undefined ? {} : { companion }) }
      enqueue(async () => {
        const browser = await readBrowserInfo()
        await runs.add(toRunReport(record, { endedAt, versions: { ...versions, browser } }))
        if (isListed) await list()
        if (missingId === record.run.id) await read(missingId)
      })
    },
  }
}
