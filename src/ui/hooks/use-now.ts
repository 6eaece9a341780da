import { useEffect, useState } from 'preact/hooks'

/** The time, kept fresh while it runs. */
export function useNow(isRunning: boolean, intervalMs = quarterMs): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), intervalMs)
    return () => clearInterval(timer)
  }, [isRunning, intervalMs])
  return now
}

/** Seconds are shown; a quarter of one keeps them from stumbling. */
const quarterMs = 250
