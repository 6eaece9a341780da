import { FindingAlert } from './FindingAlert.tsx'
import type { Model } from './model.ts'
import { StepItem } from './StepItem.tsx'
import { stepsOf } from './steps.ts'
import { outcomeWords } from './words.ts'

/** The run step by step; before the first one, what Sign in will do. */
export function RunView({ model }: { model: Model }) {
  const run = model.isAsking ? undefined : model.run
  const steps = stepsOf(run)
  const failed = steps.find(({ state }) => state === 'failed')
  const alert = run?.finding && <FindingAlert finding={run.finding} leftBehind={run.leftBehind} />
  return (
    <section class="run" data-outcome={run?.outcome}>
      <p role="status" dir="auto">
        {outcomeWords(model)}
      </p>
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
