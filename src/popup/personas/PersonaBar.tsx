import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatUserName } from '#protocol/identity'
import { type Persona, sortPersonas } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import { TextInput } from '#ui/components/Field.tsx'
import { PersonaAvatar } from '#ui/components/PersonaAvatar.tsx'
import { type SelectModifiers, useListbox } from '#ui/hooks/use-listbox.ts'
import { t, tRich } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import type { PersonaListProps } from './PersonaList.tsx'
import { searchPersonas } from './search-personas.ts'

const PersonaList = lazy(() => import('./PersonaList.tsx').then(module => module.PersonaList))

export interface PersonaBarProps extends Omit<PersonaListProps, 'list' | 'matches'> {
  state: PersonasState
  onSignIn: (persona: Persona, inPrivateWindow: boolean) => void
}

/** Everybody that one can be: a search field with its list, and the first few at one click. */
export function PersonaBar({ state, onSignIn, send, ...rest }: PersonaBarProps) {
  const [query, setQuery] = useState('')
  const ordered = useMemo(() => sortPersonas(state.personas), [state.personas])
  const matches = useMemo(() => searchPersonas(ordered, query), [ordered, query])
  const keys = useMemo(() => matches.map(({ id }) => id), [matches])
  const { isOpen, field, open, close, list } = useListbox({
    keys,
    isSearch: true,
    onSelect: (index, modifiers) => signIn(matches[index], modifiers),
    onClose: () => setQuery(''),
  })
  const bar = useInitialFocus()
  // Once the bar is drawn, so that it is there when somebody types.
  useEffect(PersonaList.preload, [])
  const signIn = (persona: Persona | undefined, { ctrlKey, metaKey }: SelectModifiers) =>
    persona && onSignIn(persona, ctrlKey || metaKey)
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    const goesTo = relatedTarget instanceof Node ? relatedTarget : null
    if (currentTarget instanceof Node && !currentTarget.contains(goesTo)) close()
  }
  return (
    <div class="personas" ref={bar} onFocusOut={leave}>
      <TextInput
        {...field}
        aria-label={t('popup.personaFind')}
        placeholder={t('popup.personaFind')}
        form="sign-in"
        value={query}
        onText={text => {
          setQuery(text)
          open()
        }}
        onClick={open}
      />
      {state.deleted === undefined ? (
        <PersonaButtons
          personas={ordered.slice(0, 4)}
          onSignIn={(persona, modifiers) => {
            close()
            signIn(persona, modifiers)
          }}
        />
      ) : (
        <p class="undo" role="status">
          <span>{tRich('popup.personaDeleted', { persona: <bdi>{state.deleted.label}</bdi> })}</span>
          <button type="button" class="small" onClick={() => send({ intent: 'undeletePersona' })}>
            {t('common.undo')}
          </button>
        </p>
      )}
      {state.notSaved !== undefined && (
        <p class="gone" role="alert" dir="auto">
          {t('popup.personaNotSaved', { reason: state.notSaved })}
        </p>
      )}
      {isOpen && <PersonaList {...rest} list={list} matches={matches} send={send} />}
    </div>
  )
}

interface PersonaButtonsProps {
  personas: readonly Persona[]
  onSignIn: (persona: Persona, how: SelectModifiers) => void
}

/** The first few, one click each. */
const PersonaButtons = ({ personas, onSignIn }: PersonaButtonsProps) => (
  <fieldset class="discs" aria-label={t('popup.personaSignInAs')}>
    {personas.map(persona => (
      <button
        key={persona.id}
        type="button"
        class="bare"
        aria-label={persona.label}
        title={`${persona.label} – ${formatUserName(persona)}`}
        onClick={event => onSignIn(persona, event)}
      >
        <PersonaAvatar persona={persona} />
      </button>
    ))}
  </fieldset>
)

/** Who opens the popup with personas there wants one of them. */
function useInitialFocus() {
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => bar.current?.querySelector('input')?.focus(), [])
  return bar
}
