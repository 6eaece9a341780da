import { useEffect, useState } from 'preact/hooks'

/** Returns the current time, updated while `isRunning`. */
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

/** A quarter of the displayed unit, so that seconds advance evenly. */
const quarterMs = 250
