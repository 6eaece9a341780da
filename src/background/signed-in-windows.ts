import { nameOf } from '#protocol/identity'
import { isOnVirtualProxy } from '#shared/shown-at'
import type { SignedInWindow } from '#shared/windows'
import type { BrowserPorts } from './browser/index.ts'
import type { SeenWindow } from './browser/windows.ts'
import type { HandlersOf } from './handlers.ts'
import type { Ledger, MadeSession } from './ledger.ts'

export interface SignedInWindows {
  handlers: HandlersOf<'showWindow'>
  /** Looks which window is who, and tells it. */
  look(): void
  /** Looks now, and whenever windows change, until told to rest. */
  watch(): void
  rest(): void
}

interface Tools {
  browser: Pick<BrowserPorts, 'cookies' | 'windows'>
  ledger: Ledger
  publish(windows: SignedInWindow[]): void
}

/** Which window is who. A later look overtakes an earlier one that is still under way. */
export function createSignedInWindows({ browser, ledger, publish }: Tools): SignedInWindows {
  let latest = 0
  let stop = (): void => {}

  const look = (): void => {
    latest += 1
    const mine = latest
    lookAround(browser, ledger).then(
      found => mine === latest && publish(found),
      // A window that closes while it is looked at brings another look.
      () => {},
    )
  }

  return {
    handlers: { showWindow: ({ windowId }) => browser.windows.focus(windowId).catch(() => {}) },
    look,
    watch() {
      stop = browser.windows.onChanged(look)
      look()
    },
    rest: () => stop(),
  }
}

async function lookAround(browser: Tools['browser'], ledger: Ledger): Promise<SignedInWindow[]> {
  const [windows, made] = await Promise.all([browser.windows.all(), ledger.all()])
  if (made.length === 0) return []
  const found = windows.map(async window => {
    const storeId = await browser.cookies.storeOf(window.id)
    return signedIn(
      window,
      made.filter(one => one.storeId === storeId),
      browser,
    )
  })
  return (await Promise.all(found)).filter(one => one !== undefined)
}

/** Who a window shows: the tab in front first. A session whose cookie another one has replaced shows nothing. */
async function signedIn(
  window: SeenWindow,
  made: MadeSession[],
  { cookies }: Tools['browser'],
): Promise<SignedInWindow | undefined> {
  for (const { url } of window.tabs.toSorted((one, other) => Number(other.active) - Number(one.active))) {
    if (url === undefined) continue
    for (const one of made.filter(({ site, prefix }) => isOnVirtualProxy(url, site.hub, prefix))) {
      const cookie = await cookies.sentFirst(one.cookieName, url, one.storeId)
      const { prefix, persona } = one
      if (cookie?.value === one.sessionId)
        return { id: window.id, isPrivate: window.isPrivate, user: nameOf(one), prefix, persona }
    }
  }
  return undefined
}
