import { useEffect, useRef } from 'preact/hooks'

/**
 * Moves the focus to a heading when the focused element is removed, such as a button that has done
 * its work. Attach the returned ref to the element to watch.
 */
export function usePreservedFocus<Watched extends HTMLElement>(headingSelector = 'h2') {
  const watched = useRef<Watched>(null)
  useEffect(() => {
    const content = watched.current
    if (content === null) return
    let last: EventTarget | null = null
    const remember = ({ target }: FocusEvent) => {
      last = target
    }
    // Forget an element that lost the focus but is still there. A removed element is disconnected
    // by the time this runs.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        const hasMovedOn = target instanceof Node && target.isConnected && target !== document.activeElement
        if (hasMovedOn && target === last) last = null
      })
    const observer = new MutationObserver(() => {
      if (!(last instanceof Node) || last.isConnected || document.activeElement !== document.body) return
      const heading = content.querySelector<HTMLElement>(headingSelector)
      if (heading === null) return
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
    })
    content.addEventListener('focusin', remember)
    content.addEventListener('focusout', forget)
    observer.observe(content, { childList: true, subtree: true })
    return () => {
      content.removeEventListener('focusin', remember)
      content.removeEventListener('focusout', forget)
      observer.disconnect()
    }
  }, [headingSelector])
  return watched
}
