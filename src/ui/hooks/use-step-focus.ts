import { useLayoutEffect, useRef } from 'preact/hooks'

/** When the step that has the focus is done and folded away, the focus goes on to the heading of the next one. */
export function useStepFocus(step: string) {
  const list = useRef<HTMLOListElement>(null)
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    if (hadFocus.current && !holdsFocus(list.current))
      list.current?.querySelector<HTMLElement>('[aria-current] h2')?.focus()
  }, [step])
  useLayoutEffect(() => {
    const remember = (): void => {
      hadFocus.current = holdsFocus(list.current)
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  return list
}

const holdsFocus = (list: HTMLElement | null): boolean => list?.contains(document.activeElement) ?? false
