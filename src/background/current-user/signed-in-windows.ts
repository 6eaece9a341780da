import { formatUserName } from '#protocol/identity'
import type { SignedInWindow } from '#shared/sessions/signed-in-windows'
import type { BrowserPorts } from '../browser/index.ts'
import type { OpenWindow } from '../browser/windows.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import { findSessionOfTab } from '../sessions/session-of-tab.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'

export interface SignedInWindows {
  handlers: IntentHandlersOf<'showWindow'>
  /** Finds out who is signed in to each window, and publishes the result. */
  refresh(): void
  /** Refreshes now, and whenever windows change, until {@link stop} is called. */
  watch(): void
  stop(): void
}

interface SignedInWindowsDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'windows'>
  registry: SessionRegistry
  publish(windows: SignedInWindow[]): void
}

/** Tracks who is signed in to each window. A newer query supersedes one in flight. */
export function createSignedInWindows({ browser, registry, publish }: SignedInWindowsDeps): SignedInWindows {
  let latest = 0
  let stop = (): void => {}

  const refresh = (): void => {
    latest += 1
    const current = latest
    findSignedInWindows(browser, registry).then(
      found => current === latest && publish(found),
      // A window that closes during the query triggers another one.
      () => {},
    )
  }

  return {
    handlers: { showWindow: ({ windowId }) => browser.windows.focus(windowId).catch(() => {}) },
    refresh,
    watch() {
      stop = browser.windows.onChanged(refresh)
      refresh()
    },
    stop: () => stop(),
  }
}

async function findSignedInWindows(
  browser: SignedInWindowsDeps['browser'],
  registry: SessionRegistry,
): Promise<SignedInWindow[]> {
  const [windows, createdSessions] = await Promise.all([browser.windows.list(), registry.list()])
  if (createdSessions.length === 0) return []
  const found = windows.map(window => toSignedInWindow(window, createdSessions, browser))
  return (await Promise.all(found)).filter(one => one !== undefined)
}

/** Returns who is signed in to a window. The active tab takes precedence. */
async function toSignedInWindow(
  { id, isPrivate, tabs }: OpenWindow,
  createdSessions: CreatedSession[],
  browser: SignedInWindowsDeps['browser'],
): Promise<SignedInWindow | undefined> {
  for (const tab of tabs.toSorted((one, other) => Number(other.active) - Number(one.active))) {
    const session = await findSessionOfTab(tab, createdSessions, browser)
    if (session === undefined) continue
    return { id, isPrivate, user: formatUserName(session), prefix: session.prefix, persona: session.persona }
  }
  return undefined
}
