import type { ComponentChildren } from 'preact'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { lazy } from '#ui/lazy.tsx'
import { text } from '#ui/texts.ts'
import type { Setup as SetupNeed } from './panel.ts'

const NoSites = lazy(() => import('./NoSites.tsx').then(module => module.NoSites))

export interface SetupProps {
  setup: SetupNeed
  retry: ComponentChildren
}

/** What is missing before anybody can sign in. */
export const Setup = ({ setup, retry }: SetupProps) =>
  setup.need === 'site' ? (
    <NoSites>
      {retry}
      <FirstSteps />
    </NoSites>
  ) : (
    <FindingAlert finding={setup.finding}>
      {retry}
      <FirstSteps />
    </FindingAlert>
  )

/** The page that leads through all of it. */
const FirstSteps = () => (
  <a href="../welcome/index.html" target="_blank" rel="noreferrer">
    {text('popupFirstSteps')}
  </a>
)
