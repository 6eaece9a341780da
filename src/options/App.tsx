import type { ComponentChildren } from 'preact'
import type { State } from '#shared/state'
import { Mark } from '#ui/icons.tsx'
import { type TextKey, text } from '#ui/texts.ts'
import { About } from './About.tsx'
import { Data } from './Data.tsx'
import type { OptionsLink } from './link.ts'
import { OneRun } from './OneRun.tsx'
import { Personas } from './personas/Personas.tsx'
import { Runs } from './Runs.tsx'
import { type Route, type SectionName, sectionNames, useRoute } from './route.ts'
import { useFocusKept } from './use-focus-kept.ts'
import { useStateOf } from './use-state-of.ts'

/** What a part of the page gets to see. */
export interface PartProps {
  link: OptionsLink
  state: State
}

/** The page where things are looked after: what was run, what is stored, what this is. */
export function App({ link }: { link: OptionsLink }) {
  const state = useStateOf(link)
  const route = useRoute()
  const main = useFocusKept()
  return (
    <>
      <header>
        <Mark />
        <h1>Hubpass</h1>
        <nav aria-label={text('manageSections')}>
          {sectionNames.map(name => (
            <a key={name} href={`#${name}`} aria-current={name === route.section ? 'page' : undefined}>
              {text(titles[name])}
            </a>
          ))}
        </nav>
      </header>
      <main ref={main}>{state !== undefined && sectionOf(route, { link, state })}</main>
    </>
  )
}

const titles: Record<SectionName, TextKey> = {
  runs: 'manageRuns',
  personas: 'managePersonas',
  data: 'manageData',
  about: 'manageAbout',
}

function sectionOf({ section, run }: Route, part: PartProps): ComponentChildren {
  if (run !== undefined) return <OneRun {...part} id={run} key={run} />
  return sections[section](part)
}

const sections: Record<SectionName, (part: PartProps) => ComponentChildren> = {
  runs: part => <Runs {...part} />,
  personas: part => <Personas {...part} />,
  data: part => <Data {...part} />,
  about: part => <About {...part} />,
}
