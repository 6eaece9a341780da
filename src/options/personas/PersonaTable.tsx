import { useState } from 'preact/hooks'
import { type Persona, toIdentity } from '#shared/personas/persona'
import { searchPersonas } from '#shared/personas/search-personas'
import { currentLocale, t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { runUrl } from '../route.ts'
import { useNewRun } from '../runs/use-new-run.ts'
import { SettingSelect } from '../settings/SettingSelect.tsx'
import { PersonaActions } from './PersonaActions.tsx'
import { PersonaLine } from './PersonaLine.tsx'
import { findSite, signInAs } from './sign-in-as.ts'
import { orderPersonas, type PersonaOrder, personaOrders } from './sort-personas.ts'

/** Limits the list, not the search. */
const maxLines = 200

export interface PersonaTableProps extends SectionProps {
  personas: readonly Persona[]
  onEdit: (persona: Persona) => void
}

/** Lists personas with their attributes and actions. */
export function PersonaTable({ client, state, personas, onEdit }: PersonaTableProps) {
  const [query, setQuery] = useState('')
  const [order, setOrder] = useState<PersonaOrder>('use')
  const { expect } = useNewRun(state.run, id => {
    location.hash = runUrl(id)
  })
  const { companion } = state
  const sites = companion.status === 'ready' ? companion.sites : undefined
  const shown = orderPersonas(searchPersonas(personas, query), order, currentLocale())
  const createSignIn = (persona: Persona) => {
    const site = findSite(persona, sites ?? [])
    if (site === undefined || state.run?.outcome === 'working') return undefined
    return () => {
      expect()
      signInAs(client, persona, site)
    }
  }
  return (
    <>
      <search class="filters">
        <input
          type="search"
          aria-label={t('popup.personaFind')}
          placeholder={t('popup.personaFind')}
          dir="auto"
          spellcheck={false}
          value={query}
          onInput={event => setQuery(event.currentTarget.value)}
        />
        <SettingSelect
          label={t('options.personaOrder')}
          value={order}
          values={personaOrders}
          format={each => t(orderNames[each])}
          onChange={setOrder}
        />
      </search>
      {shown.length === 0 && <p class="empty">{t('popup.personaNone')}</p>}
      <ul class="personas">
        {shown.slice(0, maxLines).map(persona => (
          <PersonaLine key={persona.id} persona={persona}>
            <span class="meaning">
              {describeAttributes(persona)}
              {persona.isManaged && <em>{t('common.personaManaged')}</em>}
              {sites !== undefined && persona.site !== '' && findSite(persona, sites) === undefined && (
                <em class="gone">{t('popup.personaSiteGone', { site: persona.site })}</em>
              )}
            </span>
            <PersonaActions
              client={client}
              persona={persona}
              onSignIn={createSignIn(persona)}
              onEdit={() => onEdit(persona)}
            />
          </PersonaLine>
        ))}
      </ul>
      {shown.length > maxLines && (
        <p class="secondary">{t('options.andMore', { count: shown.length - maxLines })}</p>
      )}
    </>
  )
}

const describeAttributes = (persona: Persona) =>
  toIdentity(persona).attributes.map(({ name, value }, index) => (
    <code key={`${index} ${name}`}>
      <bdi>{`${name}=${value}`}</bdi>
    </code>
  ))

const orderNames = {
  use: 'options.personaOrderUse',
  label: 'common.personaLabel',
  user: 'options.importUser',
  site: 'field.site',
} as const
