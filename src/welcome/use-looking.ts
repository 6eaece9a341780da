import { useEffect, useState } from 'preact/hooks'
import type { Link } from '#ui/link.ts'

/** Soon at first, while somebody works through the step; rarer when nothing happens for minutes. */
export function pauseMs(looks: number): number {
  if (looks < 40) return 3_000
  return looks < 80 ? 10_000 : 30_000
}

/**
 * Looks for the companion and its sites again and again, and gives the pause between two looks. Not while nobody sees the
 * page: a forgotten tab starts no programs. Whoever comes back to it is answered at once.
 */
export function useLooking(link: Pick<Link, 'ask'>, isLooking: boolean): number {
  const [pause, setPause] = useState(pauseMs(0))
  useEffect(() => (isLooking ? lookAgain(link, setPause) : undefined), [link, isLooking])
  return pause
}

function lookAgain(link: Pick<Link, 'ask'>, onPause: (ms: number) => void): () => void {
  let looks = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const plan = (): void => {
    onPause(pauseMs(looks))
    timer = setTimeout(look, pauseMs(looks))
  }
  const look = (): void => {
    link.ask({ intent: 'reconnect', quietly: true })
    looks += 1
    plan()
  }
  const comeOrGo = (): void => {
    clearTimeout(timer)
    looks = 0
    if (!document.hidden) look()
  }
  document.addEventListener('visibilitychange', comeOrGo)
  window.addEventListener('focus', comeOrGo)
  if (!document.hidden) plan()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', comeOrGo)
    window.removeEventListener('focus', comeOrGo)
  }
}
