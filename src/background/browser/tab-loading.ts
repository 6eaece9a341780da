import browser, { type Tabs as Api } from 'webextension-polyfill'
import { message } from '#messages/message'
import { hubTimeoutMs } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { combineUnsubscribes, subscribe } from './subscribe.ts'

/** Observes which tabs have loaded or were closed, from its creation on. */
export interface TabLoadWatcher {
  /**
   * Returns the tab once it has loaded, successfully or not. Throws TAB_CLOSED if it is closed,
   * HUB_UNREACHABLE after {@link hubTimeoutMs}, or the signal's reason.
   */
  waitForLoad(id: number, address: string, signal: AbortSignal): Promise<Api.Tab>
  stop(): void
}

export function watchTabLoading(): TabLoadWatcher {
  const loaded = new Set<number>()
  const closed = new Set<number>()
  let checkState = (): void => {}
  const onUpdated = (id: number, { status }: Api.OnUpdatedChangeInfoType): void => {
    if (status === 'complete') loaded.add(id)
    checkState()
  }
  const onRemoved = (id: number): void => {
    closed.add(id)
    checkState()
  }
  const stop = combineUnsubscribes(
    subscribe(onUpdated, browser.tabs.onUpdated),
    subscribe(onRemoved, browser.tabs.onRemoved),
  )

  const waitForNextLoad = (
    id: number,
    hub: string,
    signal: AbortSignal,
    deadline: AbortSignal,
  ): Promise<void> =>
    new Promise((resolve, reject) => {
      checkState = () => {
        if (signal.aborted) reject(signal.reason)
        if (deadline.aborted) reject(failure('HUB_UNREACHABLE', { hub, reason: timeoutReason }))
        if (closed.has(id)) reject(failure('TAB_CLOSED', { hub }))
        if (loaded.delete(id)) resolve()
      }
      for (const end of [signal, deadline]) end.addEventListener('abort', checkState, { once: true })
      checkState()
    })

  return {
    async waitForLoad(id, address, signal) {
      const deadline = AbortSignal.timeout(hubTimeoutMs)
      for (;;) {
        await waitForNextLoad(id, address, signal, deadline)
        const tab = await browser.tabs.get(id).catch(() => undefined)
        if (tab === undefined) throw failure('TAB_CLOSED', { hub: address })
        // A navigation that ours has cancelled completes first, while ours is still loading.
        if (tab.status === 'complete') return tab
      }
    },
    stop,
  }
}

const timeoutReason = message('reason.stillLoading', { seconds: hubTimeoutMs / 1000 })
