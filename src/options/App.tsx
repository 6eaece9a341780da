import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { State } from '#shared/state'
import type { BackgroundClient } from '#ui/background-client.ts'
import { PageHeader, type SectionName } from '#ui/components/PageHeader.tsx'
import { usePreservedFocus } from '#ui/hooks/use-preserved-focus.ts'
import { AboutSection } from './about/AboutSection.tsx'
import { DataSection } from './data/DataSection.tsx'
import type { OptionsClient, SectionProps } from './options-client.ts'
import { PersonasSection } from './personas/PersonasSection.tsx'
import { type Route, useRoute } from './route.ts'
import { RunDetails } from './runs/RunDetails.tsx'
import { RunsSection } from './runs/RunsSection.tsx'
import { applySettings } from './settings/apply-settings.ts'
import { SettingsSection } from './settings/SettingsSection.tsx'
import { SitesSection } from './sites/SitesSection.tsx'

/** Shows runs, personas, settings, stored data and help. */
export function App({ client }: { client: OptionsClient }) {
  const state = useBackgroundState(client)
  const route = useRoute()
  const settings = state?.settings
  useEffect(() => settings && applySettings(settings, () => location.reload()), [settings])
  const main = usePreservedFocus<HTMLElement>()
  return (
    <>
      <PageHeader current={route.section} />
      <main ref={main}>{state !== undefined && renderSection(route, { client, state })}</main>
    </>
  )
}

function renderSection({ section, run }: Route, props: SectionProps): ComponentChildren {
  if (run !== undefined) return <RunDetails {...props} id={run} key={run} />
  return sections[section](props)
}

const sections: Record<SectionName, (part: SectionProps) => ComponentChildren> = {
  runs: part => <RunsSection {...part} />,
  personas: part => <PersonasSection {...part} />,
  sites: part => <SitesSection {...part} />,
  settings: part => <SettingsSection {...part} />,
  data: part => <DataSection {...part} />,
  about: part => <AboutSection {...part} />,
}

/** Returns the state of the background; undefined until the first message. */
function useBackgroundState(client: BackgroundClient): State | undefined {
  const [state, setState] = useState<State>()
  useEffect(() => client.onState(setState), [client])
  return state
}
