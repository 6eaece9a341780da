import { useLayoutEffect, useRef } from 'preact/hooks'
import { maxNameLength } from '#protocol/constants'
import { defaultCookieName } from '#protocol/session-cookie'
import type { Persona } from '#shared/personas/persona'
import { Dialog } from '#ui/components/Dialog.tsx'
import { Field } from '#ui/components/Field.tsx'
import { t } from '#ui/i18n.ts'
import { NameFields } from '../form/NameFields.tsx'
import { SiteField } from '../form/SiteField.tsx'
import { splitTypedName } from '../form/typed-user-name.ts'
import type { Model } from '../state/model.ts'
import { errorForField } from '../state/model.ts'
import { AttributeSets } from './AttributeSets.tsx'
import { ColorField } from './ColorField.tsx'
import { createPersonaFromForm } from './create-persona.ts'
import { fromPersonaDraft } from './persona-draft.ts'
import { usePersonaDraft } from './use-persona-draft.ts'

export interface PersonaEditorProps {
  model: Model
  onSave: (persona: Persona) => void
  onClose: () => void
}

/** Edits a persona in a dialog. Enter saves, Escape discards the changes. */
export function PersonaEditor({ model, onSave, onClose }: PersonaEditorProps) {
  const { draft, fieldError, edit, change, validate } = usePersonaDraft(() => getPersonaToEdit(model))
  const form = useSelectedLabel()
  const save = (event: Event) => {
    event.preventDefault()
    if (validate()) return
    onSave(fromPersonaDraft(draft))
    onClose()
  }
  return (
    <Dialog class="editor" label={t('popup.persona')} onClose={onClose}>
      <h2>{t('popup.persona')}</h2>
      <form ref={form} autocomplete="off" onSubmit={save}>
        <Field
          label={t('common.personaLabel')}
          value={draft.label}
          error={errorForField('label', fieldError)}
          onText={label => change({ label })}
          input={{ maxLength: maxNameLength }}
        />
        <ColorField label={draft.label} colour={draft.colour} onChoose={colour => change({ colour })} />
        <div class="pair">
          <SiteField
            site={draft.site}
            sites={model.sites}
            isLoading={false}
            onChoose={site => change({ site })}
          />
          <Field
            label={t('field.prefix')}
            value={draft.prefix}
            error={errorForField('prefix', fieldError)}
            onText={prefix => change({ prefix })}
            input={{ 'data-field': 'prefix', placeholder: t('popup.prefixNone') }}
          />
        </div>
        <NameFields
          name={draft}
          takesFocus={false}
          fieldError={fieldError}
          onText={(field, text) => change(splitTypedName(draft, field, text))}
        />
        <AttributeSets draft={draft} fieldError={fieldError} onChange={edit} />
        <Field
          label={t('field.cookieName')}
          value={draft.cookieName}
          error={errorForField('cookie-name', fieldError)}
          onText={cookieName => change({ cookieName })}
          input={{ 'data-field': 'cookie-name', placeholder: defaultCookieName(draft.prefix) }}
        />
        <div class="buttons">
          <button type="submit" class="primary">
            {t('popup.save')}
          </button>
          <button type="button" onClick={onClose}>
            {t('button.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const getPersonaToEdit = (model: Model): Persona =>
  model.editedPersona === undefined || model.editedPersona === 'new'
    ? createPersonaFromForm(model)
    : model.editedPersona

/** Selects the label, which is changed most often. */
function useSelectedLabel() {
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector('input')?.select(), [])
  return form
}
