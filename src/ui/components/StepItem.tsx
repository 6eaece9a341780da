import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'
import type { Step } from '#shared/runs/run'
import { rewriteCommand } from '../command-start.ts'
import { formatNote, formatStepState, formatStepTime, formatStepTitle } from '../format-run.ts'
import { useNow } from '../hooks/use-now.ts'
import { textsOf } from '../i18n.ts'
import { StepIcon } from './icons.tsx'

export interface StepItemProps {
  step: Step
  /** The finding of a failed step. */
  children?: ComponentChildren
}

export function StepItem({ step, children }: StepItemProps) {
  const now = useNow(step.state === 'working')
  return (
    <li data-step={step.name} data-state={step.state}>
      <StepIcon state={step.state} />
      <div class="step">
        <strong>{formatStepTitle(step.name)}</strong>
        <span class="unseen">: {formatStepState(step.state)}</span>
        <span class="time">{formatStepTime(step, now)}</span>
        <span class="note" dir="auto">
          {formatNote(step)}
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
      {message} {rewriteCommand(remedy)}
    </p>
  )
}
