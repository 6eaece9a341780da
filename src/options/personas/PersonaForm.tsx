import { useId, useState } from 'preact/hooks'
import { maxNameLength } from '#protocol/constants'
import type { BareFinding } from '#protocol/findings/index'
import type { Persona } from '#shared/personas/persona'
import { personaColorNames } from '#shared/personas/persona-colors'
import { Dialog } from '#ui/components/Dialog.tsx'
import { Field } from '#ui/components/Field.tsx'
import { t, textsOfBare } from '#ui/i18n.ts'
import { SettingSelect } from '../settings/SettingSelect.tsx'
import { fromTexts, type PersonaTexts, toTexts, validatePersona } from './edit-persona.ts'

export interface PersonaFormProps {
  persona: Persona
  sites: readonly string[]
  onSave: (persona: Persona) => void
  onClose: () => void
}

/** Edits a persona. Saves only values that Qlik Sense accepts. */
export function PersonaForm({ persona, sites, onSave, onClose }: PersonaFormProps) {
  const [texts, setTexts] = useState(() => toTexts(persona))
  const [finding, setFinding] = useState<BareFinding>()
  const attributesId = useId()
  const change = (part: Partial<PersonaTexts>) => {
    setTexts({ ...texts, ...part })
    setFinding(undefined)
  }
  const save = () => {
    const edited = fromTexts(persona, texts)
    const problem = validatePersona(edited)
    setFinding(problem)
    if (problem !== undefined) return
    onSave(edited)
    onClose()
  }
  return (
    <Dialog class="persona-form" label={t('popup.persona')} onClose={onClose}>
      <form
        noValidate
        autocomplete="off"
        onSubmit={event => {
          event.preventDefault()
          save()
        }}
      >
        <h2>{t('popup.persona')}</h2>
        <Field
          label={t('options.importUser')}
          value={texts.user}
          onText={user => change({ user })}
          input={{ placeholder: 'DIR\\id' }}
        />
        <Field
          label={t('common.personaLabel')}
          value={texts.label}
          onText={label => change({ label })}
          input={{ maxLength: maxNameLength }}
        />
        <SettingSelect
          label={t('common.personaColour')}
          value={texts.colour}
          values={personaColorNames}
          format={name => t(`color.${name}`)}
          onChange={colour => change({ colour })}
        />
        <SettingSelect
          label={t('field.site')}
          value={texts.site}
          values={[...new Set(['', ...sites, persona.site])]}
          format={site => site || t('options.personaAnySite')}
          onChange={site => change({ site })}
        />
        <Field label={t('field.prefix')} value={texts.prefix} onText={prefix => change({ prefix })} />
        <label for={attributesId}>{t('common.attributes')}</label>
        <textarea
          id={attributesId}
          rows={3}
          dir="auto"
          spellcheck={false}
          placeholder="group=HR"
          value={texts.attributes}
          onInput={event => change({ attributes: event.currentTarget.value })}
        />
        <Field
          label={t('field.cookieName')}
          value={texts.cookieName}
          onText={cookieName => change({ cookieName })}
        />
        <Field
          label={t('common.personaContainer')}
          value={texts.container}
          onText={container => change({ container })}
          input={{ maxLength: maxNameLength }}
        />
        {finding && (
          <p class="refused-persona" role="alert" data-code={finding.code} dir="auto">
            {textsOfBare(finding).message} {textsOfBare(finding).remedy}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="primary">
            {t('options.personaSave')}
          </button>
          <button type="button" onClick={onClose}>
            {t('button.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
