import { nameOf } from '#protocol/identity'
import type { SignedInWindow } from '#shared/windows'
import type { BrowserPorts } from './browser/index.ts'
import type { SeenWindow } from './browser/windows.ts'
import type { HandlersOf } from './handlers.ts'
import type { Ledger, MadeSession } from './ledger.ts'
import { sessionShown } from './session-shown.ts'

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

/** Who a window shows: the tab in front first. */
async function signedIn(
  { id, isPrivate, tabs }: SeenWindow,
  made: MadeSession[],
  browser: Tools['browser'],
): Promise<SignedInWindow | undefined> {
  for (const { url } of tabs.toSorted((one, other) => Number(other.active) - Number(one.active))) {
    const session = url === undefined ? undefined : await sessionShown(url, made, browser)
    if (session === undefined) continue
    return { id, isPrivate, user: nameOf(session), prefix: session.prefix, persona: session.persona }
  }
  return undefined
}
