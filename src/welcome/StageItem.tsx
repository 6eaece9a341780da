import type { ComponentChildren } from 'preact'
import { hostOf } from '#protocol/addresses'
import { StepIcon } from '#ui/icons.tsx'
import { type TextKey, text } from '#ui/texts.ts'
import { type Stage, type StageStep, stepOrder } from './stage.ts'

export interface StageItemProps {
  step: StageStep
  number: number
  stage: Stage
  /** What to do, while it is this step's turn. */
  children: ComponentChildren
}

const titles: Record<StageStep, TextKey> = {
  companion: 'stageCompanion',
  site: 'stageSite',
  ready: 'stageReady',
}

export function StageItem({ step, number, stage, children }: StageItemProps) {
  const turn = turnOf(step, stage.step)
  return (
    <li data-stage={step} data-turn={turn} aria-current={turn === 'now' ? 'step' : undefined}>
      <span class="number" aria-hidden="true">
        {turn === 'done' ? <StepIcon state="passed" /> : number}
      </span>
      <h2 tabIndex={-1}>
        {text(titles[step])}
        <span class="unseen">: {text(turnWords[turn])}</span>
      </h2>
      {turn === 'done' && <p class="note">{doneWords(step, stage)}</p>}
      {turn === 'now' && <div class="stage">{children}</div>}
    </li>
  )
}

type Turn = 'done' | 'now' | 'later'

function turnOf(step: StageStep, current: StageStep): Turn {
  const distance = stepOrder.indexOf(step) - stepOrder.indexOf(current)
  if (distance === 0) return 'now'
  return distance < 0 ? 'done' : 'later'
}

const turnWords: Record<Turn, TextKey> = { done: 'stageDone', now: 'stageNow', later: 'stageLater' }

function doneWords(step: StageStep, stage: Stage): string {
  if (step === 'companion' && stage.step !== 'companion') return text('stageCompanionDone', stage.version)
  const names = stage.step === 'ready' ? stage.sites.map(({ id, hub }) => `${id} (${hostOf(hub)})`) : []
  return text('stageSiteDone', names.join(', '))
}
