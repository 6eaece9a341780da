import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Cause } from '#shared/cause'
import type { Run } from '#shared/run'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { lazy } from '#ui/lazy.tsx'
import { StepItem } from '#ui/StepItem.tsx'
import { stepsOf } from '#ui/steps.ts'
import { wordsOf } from '#ui/words.ts'
import type { Model } from './model.ts'
import { Outcome } from './Outcome.tsx'

export interface RunViewProps {
  model: Model
  /** A button for a run that found no companion. */
  retry: ComponentChildren
  onMend: (cause: Cause) => void
}

const Why = lazy(() => import('#ui/Why.tsx').then(module => module.Why))

/** The run step by step; before the first one, what Sign in will do. */
export function RunView({ model, retry, onMend }: RunViewProps) {
  const run = model.isAsking ? undefined : model.run
  const steps = stepsOf(run)
  const failed = steps.find(({ state }) => state === 'failed')
  const section = useFindingInView(run)
  // Ahead of the causes, which come a moment after the finding: with them all is there at once.
  const isFound = run?.finding !== undefined
  const [canTellWhy, setTellingWhy] = useState(true)
  useEffect(() => void (isFound && Why.fetch().catch(() => setTellingWhy(false))), [isFound])
  const alert = run?.finding && (
    <FindingAlert
      finding={run.finding}
      leftBehind={wordsOf(run.leftBehindSaid, run.leftBehind)}
      why={canTellWhy && run.causes ? <Why causes={run.causes} user={run.user} onMend={onMend} /> : undefined}
    >
      {failed?.name === 'companion' && retry}
    </FindingAlert>
  )
  return (
    <section class="run" ref={section}>
      <Outcome {...model} />
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ol role="list" aria-label="Sign-in steps">
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

/** Brings the finding of a run that was watched into view; one that was there before stays where it is. */
function useFindingInView(run: Run | undefined) {
  const section = useRef<HTMLElement>(null)
  const before = useRef(run?.outcome)
  useLayoutEffect(() => {
    if (before.current === 'working')
      section.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
    before.current = run?.outcome
  }, [run?.outcome])
  return section
}
