import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { parseUserName } from '#protocol/identity'
import type { XrayCheck, XrayReport } from '#protocol/xray'
import type { RunReport } from '#shared/runs/run-report'
import { type XrayTarget, XrayTargetSchema, type XrayView } from '#shared/sessions/xray'
import { parseOrUndefined } from '#shared/util'
import type { SessionItem } from '../browser/storage.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'

export interface XraysDeps {
  companion: Pick<CompanionConnection, 'connect'>
  /** Holds the target of the checks in progress. */
  xrayItem: SessionItem
  /** Runs the checks that only a browser can run. Never rejects. */
  checkInBrowser(target: XrayTarget, signal: AbortSignal): Promise<XrayCheck[]>
  readVersions(): Promise<RunReport['versions']>
  now(): number
  publish(view: XrayView): void
  onFinished(): void
}

export interface Xrays {
  handlers: IntentHandlersOf<'startXray' | 'cancelXray' | 'closeXray'>
  /** Returns whether checks run, so that the companion must go on. */
  isBusy(): boolean
  /** Reports checks that a previous worker has not finished. The companion ends their sessions. */
  resume(): Promise<void>
}

/** Creates the session checks. One set runs at a time. It outlives the page that has started it. */
export function createXrays(deps: XraysDeps): Xrays {
  const { companion, xrayItem, publish } = deps
  let running: AbortController | undefined
  let view: XrayView = { status: 'closed' }
  const show = (next: XrayView): void => {
    view = next
    publish(next)
  }
  // Only a later worker would miss the record.
  const record = (target?: XrayTarget): Promise<void> => xrayItem.save(target).catch(() => {})

  async function start(target: XrayTarget): Promise<void> {
    if (running !== undefined) return showIn(target.windowId)
    const controller = new AbortController()
    running = controller
    const { signal } = controller
    show({ status: 'working', ...target })
    try {
      await record(target)
      const checking = deps.checkInBrowser(target, signal)
      const found = await check(target, signal).catch(async thrown => {
        // The checks in the browser close their tabs first.
        controller.abort()
        await checking
        throw thrown
      })
      const report = { ...found, checks: [...found.checks, ...(await checking)] }
      if (signal.aborted) throw failure('CANCELLED', {})
      const versions = await deps.readVersions()
      show({ status: 'done', ...target, ...getWindow(), report, endedAt: deps.now(), versions })
    } catch (thrown) {
      show({ status: 'failed', ...target, ...getWindow(), finding: toFinding(thrown) })
    } finally {
      running = undefined
      await record()
      deps.onFinished()
    }
  }

  async function check({ site, prefix, user }: XrayTarget, signal: AbortSignal): Promise<XrayReport> {
    const { request } = await companion.connect()
    if (signal.aborted) throw failure('CANCELLED', {})
    const params = { site, prefix, user: parseUserName(user) ?? { userDirectory: '', userId: user } }
    return request('xray', params, signal, progress => {
      if (view.status === 'working') show({ ...view, progress })
    })
  }

  /** Another window may have asked in the meantime. */
  const getWindow = () => (view.status === 'closed' ? {} : { windowId: view.windowId })

  function showIn(windowId: number): void {
    if (view.status !== 'closed') show({ ...view, windowId })
  }

  return {
    handlers: {
      startXray: ({ intent: _, ...target }) => start(target),
      cancelXray: () => running?.abort(),
      closeXray: () => running === undefined && show({ status: 'closed' }),
    },
    isBusy: () => running !== undefined,
    async resume() {
      const target = parseOrUndefined(XrayTargetSchema, await xrayItem.load().catch(() => undefined))
      if (target === undefined || running !== undefined) return
      show({ status: 'failed', ...target, finding: toFinding(failure('XRAY_INTERRUPTED', {})) })
      await record()
    },
  }
}
