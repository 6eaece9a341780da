import { useEffect, useState } from 'preact/hooks'

/** The time, kept fresh while it runs. */
export function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), freshnessMs)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}

/** Seconds are shown; a quarter of one keeps them from stumbling. */
const freshnessMs = 250
