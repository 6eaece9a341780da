import { useEffect, useState } from 'preact/hooks'
import type { CompanionState } from '#shared/state'
import { Mark } from '#ui/icons.tsx'
import { text } from '#ui/texts.ts'
import { CompanionStep } from './CompanionStep.tsx'
import type { WelcomeLink } from './link.ts'
import type { Machine } from './machine.ts'
import { ReadyStep } from './ReadyStep.tsx'
import { SiteStep } from './SiteStep.tsx'
import { StageItem } from './StageItem.tsx'
import { type Stage, stageOf, stepOrder } from './stage.ts'
import { useFocusKept } from './use-focus-kept.ts'
import { useLooking } from './use-looking.ts'

export interface AppProps {
  link: WelcomeLink
  machine: Machine
  shortcut: string
}

/** Three steps, one of them open; it moves on as soon as the background finds what is waited for. */
export function App({ link, machine, shortcut }: AppProps) {
  const stage = stageOf(useSettledCompanion(link))
  const pauseMs = useLooking(link, stage.step !== 'ready')
  const list = useFocusKept(stage.step)
  const shown = { stage, link, machine, shortcut, seconds: pauseMs / 1000 }
  return (
    <main class="welcome">
      <header>
        <Mark />
        <h1>Hubpass</h1>
      </header>
      <p>{text('welcomeIntro')}</p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ol role="list" class="stages" aria-label={text('welcomeSteps')} ref={list}>
        {stepOrder.map((step, index) => (
          <StageItem key={step} step={step} number={index + 1} stage={stage}>
            {step === stage.step && <StageContent {...shown} />}
          </StageItem>
        ))}
      </ol>
    </main>
  )
}

export interface StageProps extends AppProps {
  stage: Stage
  /** Between two looks. */
  seconds: number
}

function StageContent(props: StageProps) {
  const { stage } = props
  switch (stage.step) {
    case 'companion':
      return <CompanionStep {...props} finding={stage.finding} />
    case 'site':
      return <SiteStep {...props} />
    case 'ready':
      return <ReadyStep {...props} sites={stage.sites} />
  }
}

/** As it was found last: while it is looked for again, nothing changes on the page. */
function useSettledCompanion(link: WelcomeLink): CompanionState {
  const [companion, setCompanion] = useState<CompanionState>({ status: 'connecting' })
  useEffect(
    () =>
      link.onState(({ companion: latest }) =>
        setCompanion(before => (latest.status === 'connecting' ? before : latest)),
      ),
    [link],
  )
  return companion
}
