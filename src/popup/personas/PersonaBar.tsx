import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { nameOf } from '#protocol/identity'
import type { Site } from '#protocol/site'
import type { Intent } from '#shared/intents'
import { inOrder, type Persona } from '#shared/persona'
import type { PersonasState } from '#shared/personas'
import { Disc } from '#ui/Disc.tsx'
import { TextInput } from '#ui/Field.tsx'
import { lazy } from '#ui/lazy.tsx'
import { text, textAround } from '#ui/texts.ts'
import { pressed } from './keys.ts'
import { optionId, usePersonaList } from './use-list.ts'

const loadList = () => import('./PersonaList.tsx').then(module => module.PersonaList)
const PersonaList = lazy(loadList)

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
  const list = usePersonaList(state.personas)
  const id = useId()
  const bar = useFocusAtFirst()
  // Once the bar is drawn, so that it is there when somebody types.
  useEffect(() => void loadList(), [])
  const active = list.matches[list.active]
  const choose = (persona: Persona, { ctrlKey, metaKey }: Pick<MouseEvent, 'ctrlKey' | 'metaKey'>) => {
    list.close()
    onSignIn(persona, ctrlKey || metaKey)
  }
  const onKey = (event: KeyboardEvent) => {
    // Enter may still belong to the writing of a word, as in Japanese.
    if (event.isComposing) return
    if (pressed(event.key, list, () => active && choose(active, event))) event.preventDefault()
  }
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    const isInside = currentTarget instanceof Node && currentTarget.contains(relatedTarget as Node | null)
    if (!isInside) list.close()
  }
  return (
    <div class="personas" ref={bar} onFocusOut={leave}>
      <TextInput
        role="combobox"
        aria-label={text('personaFind')}
        aria-expanded={list.isOpen}
        aria-controls={id}
        aria-activedescendant={active && list.isOpen ? optionId(id, list.active) : undefined}
        aria-autocomplete="list"
        placeholder={text('personaFind')}
        form="sign-in"
        value={list.query}
        onText={list.search}
        onKeyDown={onKey}
        onClick={list.open}
      />
      {state.deleted === undefined ? (
        <PersonaButtons personas={inOrder(state.personas).slice(0, 4)} onSignIn={choose} />
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
      {list.isOpen && <PersonaList {...rest} id={id} list={list} ask={ask} onChoose={choose} />}
    </div>
  )
}

interface PersonaButtonsProps {
  personas: readonly Persona[]
  onSignIn: (persona: Persona, event: MouseEvent) => void
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
