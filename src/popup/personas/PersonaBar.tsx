import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { nameOf } from '#protocol/identity'
import type { Site } from '#protocol/site'
import type { Intent } from '#shared/intents'
import { inOrder, type Persona } from '#shared/persona'
import type { PersonasState } from '#shared/personas'
import { Disc } from '#ui/Disc.tsx'
import { TextInput } from '#ui/Field.tsx'
import { lazy } from '#ui/lazy.tsx'
import { text, textAround } from '#ui/texts.ts'
import { type Taking, useListbox } from '#ui/use-listbox.ts'
import { found } from './search.ts'

const PersonaList = lazy(() => import('./PersonaList.tsx').then(module => module.PersonaList))

export interface PersonaBarProps {
  state: PersonasState
  sites: readonly Site[]
  /** Whether the companion has told them. */
  sitesAreKnown: boolean
  /** Beside: in a private window. */
  onSignIn: (persona: Persona, beside: boolean) => void
  onEdit: (persona: Persona) => void
  ask: (intent: Intent) => void
}

/** Everybody that one can be: a search field with its list, and the first few at one click. */
export function PersonaBar({ state, onSignIn, ask, ...rest }: PersonaBarProps) {
  const [query, setQuery] = useState('')
  const ordered = useMemo(() => inOrder(state.personas), [state.personas])
  const matches = useMemo(() => found(ordered, query), [ordered, query])
  const keys = useMemo(() => matches.map(({ id }) => id), [matches])
  const { isOpen, field, open, close, list } = useListbox({
    keys,
    isSearch: true,
    onTake: (index, how) => signIn(matches[index], how),
    onClose: () => setQuery(''),
  })
  const bar = useFocusAtFirst()
  // Once the bar is drawn, so that it is there when somebody types.
  useEffect(PersonaList.fetchAhead, [])
  const signIn = (persona: Persona | undefined, { ctrlKey, metaKey }: Taking) =>
    persona && onSignIn(persona, ctrlKey || metaKey)
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    const goesTo = relatedTarget instanceof Node ? relatedTarget : null
    if (currentTarget instanceof Node && !currentTarget.contains(goesTo)) close()
  }
  return (
    <div class="personas" ref={bar} onFocusOut={leave}>
      <TextInput
        {...field}
        aria-label={text('personaFind')}
        placeholder={text('personaFind')}
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
          onSignIn={(persona, how) => {
            close()
            signIn(persona, how)
          }}
        />
      ) : (
        <p class="undo" role="status">
          <span>{textAround('personaDeleted', <bdi>{state.deleted.label}</bdi>)}</span>
          <button type="button" class="small" onClick={() => ask({ intent: 'undeletePersona' })}>
            {text('undo')}
          </button>
        </p>
      )}
      {state.notSaved !== undefined && (
        <p class="gone" role="alert" dir="auto">
          {text('personaNotSaved', state.notSaved)}
        </p>
      )}
      {isOpen && <PersonaList {...rest} list={list} matches={matches} ask={ask} />}
    </div>
  )
}

interface PersonaButtonsProps {
  personas: readonly Persona[]
  onSignIn: (persona: Persona, how: Taking) => void
}

/** The first few, one click each. */
const PersonaButtons = ({ personas, onSignIn }: PersonaButtonsProps) => (
  <fieldset class="discs" aria-label={text('personaSignInAs')}>
    {personas.map(persona => (
      <button
        key={persona.id}
        type="button"
        class="bare"
        aria-label={persona.label}
        title={`${persona.label} – ${nameOf(persona)}`}
        onClick={event => onSignIn(persona, event)}
      >
        <Disc persona={persona} />
      </button>
    ))}
  </fieldset>
)

/** Who opens the popup with personas there wants one of them. */
function useFocusAtFirst() {
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => bar.current?.querySelector('input')?.focus(), [])
  return bar
}
