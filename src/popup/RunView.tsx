import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Run } from '#shared/run'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { StepItem } from '#ui/StepItem.tsx'
import { stepsOf } from '#ui/steps.ts'
import type { Model } from './model.ts'
import { Outcome } from './Outcome.tsx'

export interface RunViewProps {
  model: Model
  /** A button for a run that found no companion. */
  retry: ComponentChildren
}

/** The run step by step; before the first one, what Sign in will do. */
export function RunView({ model, retry }: RunViewProps) {
  const run = model.isAsking ? undefined : model.run
  const steps = stepsOf(run)
  const failed = steps.find(({ state }) => state === 'failed')
  const section = useFindingInView(run)
  const alert = run?.finding && (
    <FindingAlert finding={run.finding} leftBehind={run.leftBehind}>
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
