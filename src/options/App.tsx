import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import type { State } from '#shared/state'
import type { BackgroundClient } from '#ui/background-client.ts'
import { HubpassLogo } from '#ui/components/icons.tsx'
import { usePreservedFocus } from '#ui/hooks/use-preserved-focus.ts'
import { t } from '#ui/i18n.ts'
import { AboutSection } from './about/AboutSection.tsx'
import { DataSection } from './data/DataSection.tsx'
import type { OptionsClient, SectionProps } from './options-client.ts'
import { PersonasSection } from './personas/PersonasSection.tsx'
import { type Route, type SectionName, sectionNames, useRoute } from './route.ts'
import { RunDetails } from './runs/RunDetails.tsx'
import { RunsSection } from './runs/RunsSection.tsx'
import { SitesSection } from './sites/SitesSection.tsx'

/** Lists runs, personas, stored data and version information. */
export function App({ client }: { client: OptionsClient }) {
  const state = useBackgroundState(client)
  const route = useRoute()
  const main = usePreservedFocus<HTMLElement>()
  return (
    <>
      <header>
        <HubpassLogo />
        <h1>Hubpass</h1>
        <nav aria-label={t('options.manageSections')}>
          {sectionNames.map(name => (
            <a key={name} href={`#${name}`} aria-current={name === route.section ? 'page' : undefined}>
              {t(titles[name])}
            </a>
          ))}
        </nav>
      </header>
      <main ref={main}>{state !== undefined && renderSection(route, { client, state })}</main>
    </>
  )
}

const titles: Record<SectionName, MessageKey> = {
  runs: 'options.manageRuns',
  personas: 'options.managePersonas',
  sites: 'sites.title',
  data: 'options.manageData',
  about: 'options.manageAbout',
}

function renderSection({ section, run }: Route, props: SectionProps): ComponentChildren {
  if (run !== undefined) return <RunDetails {...props} id={run} key={run} />
  return sections[section](props)
}

const sections: Record<SectionName, (part: SectionProps) => ComponentChildren> = {
  runs: part => <RunsSection {...part} />,
  personas: part => <PersonasSection {...part} />,
  sites: part => <SitesSection {...part} />,
  data: part => <DataSection {...part} />,
  about: part => <AboutSection {...part} />,
}

/** Returns the state of the background; undefined until the first message. */
function useBackgroundState(client: BackgroundClient): State | undefined {
  const [state, setState] = useState<State>()
  useEffect(() => client.onState(setState), [client])
  return state
}
