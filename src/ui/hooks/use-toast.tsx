import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** How long a result stays in view. */
const toastMs = 10_000

/** Returns the place for results of actions that change nothing in view, and a function that shows one. */
export function useToast(): [toast: ComponentChildren, show: (text: string) => void] {
  // An object, so that the same text starts the time anew.
  const [shown, setShown] = useState<{ text: string }>()
  useEffect(() => {
    if (shown === undefined) return
    const timer = setTimeout(() => setShown(undefined), toastMs)
    return () => clearTimeout(timer)
  }, [shown])
  const toast = (
    <p class="toast" role="status" dir="auto" data-shown={shown !== undefined}>
      {shown?.text}
    </p>
  )
  return [toast, text => setShown({ text })]
}
