import { useLayoutEffect, useRef } from 'preact/hooks'
import { defaultCookieName } from '#protocol/cookie-name'
import { maxNameLength } from '#protocol/limits'
import type { Persona } from '#shared/persona'
import { Dialog } from '#ui/Dialog.tsx'
import { Field } from '#ui/Field.tsx'
import { text } from '#ui/texts.ts'
import type { Model } from '../model.ts'
import { NameFields } from '../NameFields.tsx'
import { problemAt } from '../problem-at.ts'
import { SiteField } from '../SiteField.tsx'
import { enterName } from '../user-name.ts'
import { AttributeSets } from './AttributeSets.tsx'
import { ColourField } from './ColourField.tsx'
import { personaOfEdited } from './edited.ts'
import { personaToSave } from './to-save.ts'
import { useEdited } from './use-edited.ts'

export interface PersonaEditorProps {
  model: Model
  onSave: (persona: Persona) => void
  onClose: () => void
}

/** All of a persona, over the popup. Enter saves, Escape leaves everything as it was. */
export function PersonaEditor({ model, onSave, onClose }: PersonaEditorProps) {
  const { edited, refusal, edit, change, refuse } = useEdited(() => personaToEdit(model))
  const form = useLabelSelected()
  const save = (event: Event) => {
    event.preventDefault()
    if (refuse()) return
    onSave(personaOfEdited(edited))
    onClose()
  }
  return (
    <Dialog class="editor" label={text('persona')} onClose={onClose}>
      <form ref={form} autocomplete="off" onSubmit={save}>
        <Field
          label={text('personaLabel')}
          value={edited.label}
          problem={problemAt('Label', refusal)}
          onText={label => change({ label })}
          input={{ maxLength: maxNameLength }}
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
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const personaToEdit = (model: Model): Persona =>
  model.editing === undefined || model.editing === 'new' ? personaToSave(model) : model.editing

/** The label is what most people want to change. */
function useLabelSelected() {
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector('input')?.select(), [])
  return form
}
