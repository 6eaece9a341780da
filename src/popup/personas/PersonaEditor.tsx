import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { defaultCookieName } from '#protocol/cookie-name'
import { maxNameLength } from '#protocol/limits'
import { identityOf, type Persona } from '#shared/persona'
import { Field } from '#ui/Field.tsx'
import { text } from '#ui/texts.ts'
import type { Model } from '../model.ts'
import { NameFields } from '../NameFields.tsx'
import { problemAt } from '../problem-at.ts'
import { type Refusal, refusedIn } from '../refusal.ts'
import { SiteField } from '../SiteField.tsx'
import { enterName } from '../user-name.ts'
import { AttributeSets } from './AttributeSets.tsx'
import { ColourField } from './ColourField.tsx'
import { type Edited, editedOf, personaOfEdited, setInSight } from './edited.ts'
import { personaToSave } from './to-save.ts'

export interface PersonaEditorProps {
  model: Model
  onSave: (persona: Persona) => void
  onClose: () => void
}

/** All of a persona, over the popup. Enter saves, Escape leaves everything as it was. */
export function PersonaEditor({ model, onSave, onClose }: PersonaEditorProps) {
  const [edited, setEdited] = useState<Edited>(() => editedOf(personaToEdit(model)))
  const [refusal, setRefusal] = useState<Refusal>()
  const edit = (edited: Edited) => {
    setEdited(edited)
    setRefusal(undefined)
  }
  const change = (part: Partial<Edited>) => edit({ ...edited, ...part })
  const dialog = useModal()
  const save = (event: Event) => {
    event.preventDefault()
    const refused = refusedInEdited(edited)
    setRefusal(refused)
    if (refused !== undefined) return
    onSave(personaOfEdited(edited))
    dialog.current?.close()
  }
  return (
    <dialog ref={dialog} class="editor" aria-label={text('persona')} onClose={onClose}>
      <form autocomplete="off" onSubmit={save}>
        <Field
          label={text('personaLabel')}
          value={edited.label}
          onText={label => change({ label })}
          input={{ required: true, maxLength: maxNameLength }}
        />
        <ColourField label={edited.label} colour={edited.colour} onChoose={colour => change({ colour })} />
        <div class="pair">
          <SiteField
            site={edited.site}
            sites={model.sites}
            isLooking={false}
            onChoose={site => change({ site })}
          />
          <Field
            label="Virtual proxy prefix"
            value={edited.prefix}
            problem={problemAt('Virtual proxy prefix', refusal)}
            onText={prefix => change({ prefix })}
            input={{ placeholder: text('prefixNone') }}
          />
        </div>
        <NameFields
          name={edited}
          isFirst={false}
          refusal={refusal}
          onText={(field, text) => change(enterName(edited, field, text))}
        />
        <AttributeSets edited={edited} refusal={refusal} onChange={edit} />
        <Field
          label="Cookie name"
          value={edited.cookieName}
          problem={problemAt('Cookie name', refusal)}
          onText={cookieName => change({ cookieName })}
          input={{ placeholder: defaultCookieName(edited.prefix) }}
        />
        <div class="buttons">
          <button type="submit" class="primary">
            {text('saveEdited')}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** Nobody could sign in as what the rules of a sign-in refuse. */
function refusedInEdited(edited: Edited): Refusal | undefined {
  const persona = personaOfEdited(edited)
  const sessionId = crypto.randomUUID()
  return refusedIn({ ...persona, identity: identityOf(persona), sessionId }, setInSight(edited).rows)
}

const personaToEdit = (model: Model): Persona =>
  model.editing === undefined || model.editing === 'new' ? personaToSave(model) : model.editing

/** The label is what most people want to change. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.select()
  }, [])
  return dialog
}
