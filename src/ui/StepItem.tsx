import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'
import type { Step } from '#shared/run'
import { textsOf } from './finding-texts.ts'
import { StepIcon } from './icons.tsx'
import { useNow } from './use-now.ts'
import { noteWords, stateWords, stepTitle, timeWords } from './words.ts'

export interface StepItemProps {
  step: Step
  /** Why it failed. */
  children?: ComponentChildren
}

export function StepItem({ step, children }: StepItemProps) {
  const now = useNow(step.state === 'working')
  return (
    <li data-step={step.name} data-state={step.state}>
      <StepIcon state={step.state} />
      <div class="step">
        <strong>{stepTitle(step.name)}</strong>
        <span class="unseen">: {stateWords(step.state)}</span>
        <span class="time">{timeWords(step, now)}</span>
        <span class="note" dir="auto">
          {noteWords(step)}
        </span>
        {step.warnings?.map(warning => (
          <Warning key={warning.code} warning={warning} />
        ))}
      </div>
      {children}
    </li>
  )
}

function Warning({ warning }: { warning: Finding }) {
  const { message, remedy } = textsOf(warning)
  return (
    <p class="warning" data-code={warning.code} dir="auto">
      {message} {remedy}
    </p>
  )
}
