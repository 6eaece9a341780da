import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Cause } from '#shared/runs/cause'
import type { Run } from '#shared/runs/run'
import type { BackgroundClient } from '#ui/background-client.ts'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { StepItem } from '#ui/components/StepItem.tsx'
import { formatMessages, getAllSteps } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { Model } from '../state/model.ts'
import { RunOutcome } from './RunOutcome.tsx'

export interface RunViewProps {
  model: Model
  client: Pick<BackgroundClient, 'send'>
  /** A button to retry a run that could not reach the companion. */
  retry: ComponentChildren
  onApplyFix: (cause: Cause) => void
  /** Signs in on another virtual proxy. */
  onUsePrefix: (prefix: string) => void
}

const RunRemedies = lazy(() => import('../late-parts.ts').then(parts => parts.RunRemedies))
const Causes = lazy(() => import('#ui/components/Causes.tsx').then(module => module.Causes))

/** Shows the steps of the run or, before the first run, what *Sign in* will do. */
export function RunView({ model, client, retry, onApplyFix, onUsePrefix }: RunViewProps) {
  const run = model.isRunRequested ? undefined : model.run
  const steps = getAllSteps(run)
  const failed = steps.find(({ state }) => state === 'failed')
  const section = useScrollToFinding(run)
  // Load with the finding, so that the causes, which arrive later, appear at once.
  const hasFinding = run?.finding !== undefined
  const [canShowCauses, setCanShowCauses] = useState(true)
  useEffect(() => void (hasFinding && Causes.load().catch(() => setCanShowCauses(false))), [hasFinding])
  const alert = run?.finding && (
    <FindingAlert
      finding={run.finding}
      leftBehind={formatMessages(run.leftBehindMessages, run.leftBehind)}
      causes={
        canShowCauses && run.causes ? (
          <Causes causes={run.causes} user={run.user} onApplyFix={onApplyFix} />
        ) : undefined
      }
    >
      {failed?.name === 'companion' && retry}
      <RunRemedies run={run} model={model} client={client} onUsePrefix={onUsePrefix} />
    </FindingAlert>
  )
  return (
    // It may scroll, which the keyboard must reach.
    <section class="run" ref={section} tabIndex={run && 0}>
      <RunOutcome {...model} />
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ol role="list" aria-label={t('step.list')}>
        {steps.map(step => (
          <StepItem key={step.name} step={step}>
            {step === failed && alert}
          </StepItem>
        ))}
      </ol>
      {failed === undefined && alert}
    </section>
  )
}

/** Scrolls to the finding of a run that has just ended, not of an earlier one. */
function useScrollToFinding(run: Run | undefined) {
  const section = useRef<HTMLElement>(null)
  const before = useRef(run?.outcome)
  useLayoutEffect(() => {
    if (before.current === 'working')
      section.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
    before.current = run?.outcome
  }, [run?.outcome])
  return section
}
