import { useEffect, useState } from 'preact/hooks'
import type { Run } from '#shared/runs/run'

/** Reports the run that starts after a call of `expect`, once. */
export function useNewRun(run: Run | undefined, onStarted: (id: string) => void) {
  const [previousRunId, setPreviousRunId] = useState<string | null>(null)
  const currentRunId = run?.id ?? ''
  useEffect(() => {
    if (previousRunId === null || currentRunId === previousRunId) return
    setPreviousRunId(null)
    onStarted(currentRunId)
  }, [previousRunId, currentRunId])
  return { isExpected: previousRunId !== null, expect: () => setPreviousRunId(currentRunId) }
}
