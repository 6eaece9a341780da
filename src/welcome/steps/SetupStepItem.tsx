import type { ComponentChildren } from 'preact'
import type { MessageKey } from '#messages/message'
import { getHost } from '#protocol/site'
import { StepIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { type SetupStage, type SetupStepName, setupStepNames } from '../setup-stage.ts'

export interface SetupStepItemProps {
  step: SetupStepName
  number: number
  stage: SetupStage
  /** The instructions, while the step is current. */
  children: ComponentChildren
}

const titles: Record<SetupStepName, MessageKey> = {
  companion: 'welcome.stageCompanion',
  site: 'welcome.stageSite',
  ready: 'welcome.stageReady',
}

export function SetupStepItem({ step, number, stage, children }: SetupStepItemProps) {
  const status = getStepStatus(step, stage)
  return (
    <li data-stage={step} data-turn={status} aria-current={status === 'now' ? 'step' : undefined}>
      <span class="number" aria-hidden="true">
        {status === 'done' ? <StepIcon state="passed" /> : number}
      </span>
      <h2 tabIndex={-1}>
        {t(titles[step])}
        <span class="unseen">: {t(statusKeys[status])}</span>
      </h2>
      {status === 'done' && <p class="note">{describeDone(step, stage)}</p>}
      {children !== false && <div class="stage">{children}</div>}
    </li>
  )
}

type StepStatus = 'done' | 'now' | 'later'

function getStepStatus(step: SetupStepName, stage: SetupStage): StepStatus {
  const distance = setupStepNames.indexOf(step) - setupStepNames.indexOf(stage.step)
  if (distance === 0) return stage.step === 'ready' && stage.hasSignedIn ? 'done' : 'now'
  return distance < 0 ? 'done' : 'later'
}

const statusKeys: Record<StepStatus, MessageKey> = {
  done: 'welcome.stageDone',
  now: 'welcome.stageNow',
  later: 'welcome.stageLater',
}

function describeDone(step: SetupStepName, stage: SetupStage): string {
  if (step === 'companion' && stage.step !== 'companion')
    return t('welcome.stageCompanionDone', { version: stage.version })
  if (step === 'ready') return t('welcome.stageReadyDone')
  const names = stage.step === 'ready' ? stage.sites.map(({ id, hub }) => `${id} (${getHost(hub)})`) : []
  return t('welcome.stageSiteDone', { sites: names.join(', ') })
}
