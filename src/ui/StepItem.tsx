import type { ComponentChildren } from 'preact'
import type { Step } from '#shared/run'
import { StepIcon } from './icons.tsx'
import { useNow } from './use-now.ts'
import { stateWords, stepWords, timeWords } from './words.ts'

export interface StepItemProps {
  step: Step
  /** Why it failed. */
  children?: ComponentChildren
}

export function StepItem({ step, children }: StepItemProps) {
  const now = useNow(step.state === 'working')
  const { title, means } = stepWords[step.name]
  return (
    <li data-step={step.name} data-state={step.state}>
      <StepIcon state={step.state} />
      <div class="step">
        <strong>{title}</strong>
        <span class="unseen">: {stateWords[step.state]}</span>
        <span class="time">{timeWords(step, now)}</span>
        <span class="note" dir="auto">
          {step.note ?? means}
        </span>
        {step.warnings?.map(({ code, message, remedy }) => (
          <p key={code} class="warning" data-code={code} dir="auto">
            {message} {remedy}
          </p>
        ))}
      </div>
      {children}
    </li>
  )
}
