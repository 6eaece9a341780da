import { toOriginPattern } from '#shared/hub-location'
import type { RunReport } from '#shared/runs/run-report'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { runUrl } from '../route.ts'
import { useNewRun } from './use-new-run.ts'

/** Repeats the request of a run and then shows the new run. */
export function RunAgain({ client, state, facts }: SectionProps & { facts: RunReport }) {
  const { isExpected, expect } = useNewRun(state.run, id => {
    location.hash = runUrl(id)
  })
  const isBusy = state.run?.outcome === 'working' || isExpected
  const runAgain = () => {
    expect()
    // The browser shows the prompt only inside the click handler, before anything is awaited.
    const granted = facts.hub === undefined ? undefined : client.requestPermission(toOriginPattern(facts.hub))
    client.readPageContext().then(({ windowId }) => {
      client.send({ intent: 'runAgain', id: facts.run.id, windowId })
      granted?.then(granted => client.send({ intent: 'permission', granted }))
    })
  }
  return (
    <div class="actions">
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => isBusy || runAgain()}>
        {t('options.runAgain')}
      </button>
    </div>
  )
}
