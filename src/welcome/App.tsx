import { useEffect, useState } from 'preact/hooks'
import type { SiteAction } from '#shared/sites/site-actions'
import type { CompanionState } from '#shared/state'
import { PageHeader } from '#ui/components/PageHeader.tsx'
import { usePreservedFocus } from '#ui/hooks/use-preserved-focus.ts'
import { t } from '#ui/i18n.ts'
import { FirefoxNotes } from './FirefoxNotes.tsx'
import type { PageProps, StepProps } from './page-props.ts'
import type { PlatformInfo } from './platform-info.ts'
import { setupStepNames, toSetupStage } from './setup-stage.ts'
import { CompanionStep } from './steps/CompanionStep.tsx'
import { PollingStatus } from './steps/PollingStatus.tsx'
import { ReadyStep } from './steps/ReadyStep.tsx'
import { SetupStepItem } from './steps/SetupStepItem.tsx'
import { SiteStep } from './steps/SiteStep.tsx'
import { usePolling } from './use-polling.ts'

/** Shows three steps, one of them open, and moves on when the background reports progress. */
export function App({ client, platform, shortcut }: PageProps) {
  const { companion, hasSignedIn } = useSettledState(client)
  const stage = toSetupStage(companion, hasSignedIn)
  const siteAction = useSiteAction(client)
  const delayMs = usePolling(client, stage.step !== 'ready')
  const page = usePreservedFocus<HTMLElement>('[aria-current] h2')
  const stepProps = {
    ...{ stage, siteAction, client, shortcut, seconds: delayMs / 1000 },
    platform: withInvocation(platform, companion),
  }
  return (
    <main class="welcome" ref={page}>
      <PageHeader current="welcome" />
      <p>{t('welcome.intro')}</p>
      {companion.status === 'connecting' ? (
        // No step is shown before it is known which one is next, so that nothing moves.
        <PollingStatus what="welcome.lookingForCompanion" seconds={stepProps.seconds} />
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one
        <ol role="list" class="stages" aria-label={t('welcome.steps')}>
          {setupStepNames.map((step, index) => (
            <SetupStepItem key={step} step={step} number={index + 1} stage={stage}>
              {step === stage.step && <StepContent {...stepProps} />}
            </SetupStepItem>
          ))}
        </ol>
      )}
      {platform.browser === 'firefox' && <FirefoxNotes platform={platform} />}
    </main>
  )
}

/** The companion knows how a terminal starts its command line. */
const withInvocation = (platform: PlatformInfo, companion: CompanionState): PlatformInfo =>
  companion.status === 'ready' && companion.invocation !== undefined
    ? { ...platform, invocation: companion.invocation }
    : platform

function StepContent(props: StepProps) {
  const { stage } = props
  switch (stage.step) {
    case 'companion':
      return <CompanionStep {...props} finding={stage.finding} />
    case 'site':
      return <SiteStep {...props} />
    case 'ready':
      return <ReadyStep {...props} sites={stage.sites} extensionFolder={stage.extensionFolder} />
  }
}

interface SettledState {
  companion: CompanionState
  hasSignedIn: boolean | undefined
}

/** Returns the state with the last settled companion, so that polling does not change the page. */
function useSettledState(client: PageProps['client']): SettledState {
  const [state, setState] = useState<SettledState>({
    companion: { status: 'connecting' },
    hasSignedIn: undefined,
  })
  useEffect(
    () =>
      client.onState(({ companion: latest, hasSignedIn }) =>
        setState(({ companion: before }) => ({
          companion: latest.status === 'connecting' ? before : latest,
          hasSignedIn,
        })),
      ),
    [client],
  )
  return state
}

/** Returns the latest action on a site. */
function useSiteAction(client: PageProps['client']): SiteAction | undefined {
  const [action, setAction] = useState<SiteAction>()
  useEffect(() => client.onState(({ siteAction }) => setAction(siteAction)), [client])
  return action
}
