import type { Run } from '#shared/run'
import type { BrowserPorts } from './browser/index.ts'
import { popupAgainMs, promptLookMs } from './limits.ts'

/** Opens the popup again that the browser's prompt for the permission has closed. */
export interface PopupAgain {
  /** A page has closed while the run goes on that was asked for in that window. Without a prompt nothing comes of it. */
  watch(windowId: number): void
  /** A page is there to show the run. */
  giveUp(): void
}

interface Tools {
  browser: Pick<BrowserPorts, 'windows' | 'permissions'>
  openPopup(windowId: number): Promise<void>
  /** As pages see it. */
  run(): Run | undefined
  /** The prompt is over, whatever its answer was. */
  onAnswered(): void
}

/**
 * Nobody is told of a no to a prompt whose page is gone. But while the browser asks, none of its windows has the keyboard (measured on
 * Chromium 156): when the window where it asked has it again, there is an answer. No event tells of that in time.
 */
export function createPopupAgain({ browser, openPopup, run, onAnswered }: Tools): PopupAgain {
  let giveUp = (): void => {}

  const open = async (windowId: number): Promise<void> => {
    const windows = await browser.windows.all()
    if (windows.find(({ id }) => id === windowId)?.isFocused !== true) return
    await openPopup(windowId)
    giveUp()
    onAnswered()
  }
  const watch = (windowId: number): void => {
    giveUp()
    let isGranted = false
    let isOpening = false
    const look = (): void => {
      if (!isGranted && run()?.outcome !== 'working') giveUp()
      if (isOpening || !(isGranted || waitsForPermission(run()))) return
      isOpening = true
      // What cannot be opened now may be at the next look; else the button's mark has to do.
      void open(windowId)
        .catch(() => {})
        .finally(() => {
          isOpening = false
        })
    }
    const looking = setInterval(look, promptLookMs)
    const stopHearing = browser.permissions.onAdded(() => {
      isGranted = true
      setTimeout(stop, popupAgainMs)
      look()
    })
    const stop = (): void => {
      clearInterval(looking)
      stopHearing()
    }
    giveUp = stop
  }
  return { watch, giveUp: () => giveUp() }
}

const waitsForPermission = (run: Run | undefined): boolean =>
  run?.steps.some(({ state, said }) => state === 'working' && said?.some(({ id }) => id === 'Permission')) ===
  true
