import { useEffect, useRef } from 'preact/hooks'

/** When what has the focus goes away, as a button that has done its work, the focus goes to the heading of what is there then. */
export function useFocusKept() {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    const content = main.current
    if (content === null) return
    let last: EventTarget | null = null
    const note = ({ target }: FocusEvent) => {
      last = target
    }
    // What the focus has left of its own accord is forgotten. What takes it along as it goes is gone before this looks.
    const forget = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        const isLeft = target instanceof Node && target.isConnected && target !== document.activeElement
        if (isLeft && target === last) last = null
      })
    const gone = new MutationObserver(() => {
      const heading = content.querySelector<HTMLElement>('h2')
      if (!(last instanceof Node) || last.isConnected || document.activeElement !== document.body) return
      if (heading === null) return
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
    })
    content.addEventListener('focusin', note)
    content.addEventListener('focusout', forget)
    gone.observe(content, { childList: true, subtree: true })
    return () => {
      content.removeEventListener('focusin', note)
      content.removeEventListener('focusout', forget)
      gone.disconnect()
    }
  }, [])
  return main
}
