import { useEffect, useRef } from 'preact/hooks'

/** When what has the focus goes away, as a button that has done its work, the focus goes to the heading of what is there then. */
export function useFocusRecovery() {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    const content = main.current
    if (content === null) return
    let last: EventTarget | null = null
    const remember = ({ target }: FocusEvent) => {
      last = target
    }
    // What the focus has left of its own accord is forgotten. What takes it along as it goes is gone before this looks.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        const isLeft = target instanceof Node && target.isConnected && target !== document.activeElement
        if (isLeft && target === last) last = null
      })
    const observer = new MutationObserver(() => {
      const heading = content.querySelector<HTMLElement>('h2')
      if (!(last instanceof Node) || last.isConnected || document.activeElement !== document.body) return
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
  }, [])
  return main
}
