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
 * Chromium 156): when the window where it asked has lost it and has it again, there is an answer. No event tells of that in time. Where
 * a prompt leaves the keyboard to the window, only a yes is heard.
 */
export function createPopupAgain({ browser, openPopup, run, onAnswered }: Tools): PopupAgain {
  let giveUp = (): void => {}

  const hasKeyboard = async (windowId: number): Promise<boolean> =>
    (await browser.windows.all()).some(({ id, isFocused }) => id === windowId && isFocused)

  const watch = (windowId: number): void => {
    giveUp()
    let isGranted = false
    let wasAway = false
    let isLooking = false
    const isAnswered = (): boolean => isGranted || (wasAway && waitsForPermission(run()))
    const openWhenAnswered = async (): Promise<void> => {
      const isBack = await hasKeyboard(windowId)
      wasAway ||= !isBack
      if (!isBack || !isAnswered()) return
      await openPopup(windowId)
      giveUp()
      onAnswered()
    }
    const look = (): void => {
      if (!isGranted && run()?.outcome !== 'working') giveUp()
      if (isLooking) return
      isLooking = true
      // What cannot be opened now may be at the next look; else the button's mark has to do.
      void openWhenAnswered()
        .catch(() => {})
        .finally(() => {
          isLooking = false
        })
    }
    const looking = setInterval(look, promptLookMs)
    const stopSeeing = browser.windows.onLeft(() => {
      wasAway = true
    })
    const stopHearing = browser.permissions.onAdded(() => {
      isGranted = true
      setTimeout(stop, popupAgainMs)
      look()
    })
    const stop = (): void => {
      clearInterval(looking)
      stopSeeing()
      stopHearing()
    }
    giveUp = stop
    // The keyboard may have left already.
    look()
  }
  return { watch, giveUp: () => giveUp() }
}

const waitsForPermission = (run: Run | undefined): boolean =>
  run?.steps.some(({ state, said }) => state === 'working' && said?.some(({ id }) => id === 'Permission')) ===
  true
