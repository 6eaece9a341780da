import { useEffect, useState } from 'preact/hooks'
import { originPatternOf } from '#shared/permission'
import type { RunFacts } from '#shared/run-facts'
import { text } from '#ui/texts.ts'
import type { PartProps } from './App.tsx'
import { addressOfRun } from './route.ts'

/** The same request once more; the page then shows the new run. */
export function RunAgain({ link, state, facts }: PartProps & { facts: RunFacts }) {
  const [before, setBefore] = useState<string | null>(null)
  const shown = state.run?.id ?? ''
  useEffect(() => {
    if (before !== null && shown !== before) location.hash = addressOfRun(shown)
  }, [before, shown])
  const isBusy = state.run?.outcome === 'working' || before !== null
  const runAgain = () => {
    setBefore(shown)
    // In the click, before anything is awaited: the browser asks only then.
    const granted = facts.hub === undefined ? undefined : link.requestPermission(originPatternOf(facts.hub))
    link.here().then(({ windowId }) => {
      link.ask({ intent: 'runAgain', id: facts.run.id, windowId })
      granted?.then(granted => link.ask({ intent: 'permission', granted }))
    })
  }
  return (
    <div class="actions">
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => isBusy || runAgain()}>
        {text('runAgain')}
      </button>
    </div>
  )
}
