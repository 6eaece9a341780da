import { useState } from 'preact/hooks'
import { type Persona, toIdentity } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { type FieldError, findFieldError } from '../state/field-error.ts'
import { fromPersonaDraft, type PersonaDraft, toPersonaDraft, visibleSet } from './persona-draft.ts'

/** Keeps an edited persona and its validation error, which the next change clears. */
export function usePersonaDraft(first: () => Persona) {
  const [draft, setDraft] = useState<PersonaDraft>(() => toPersonaDraft(first()))
  const [fieldError, setFieldError] = useState<FieldError>()
  const edit = (draft: PersonaDraft): void => {
    setDraft(draft)
    setFieldError(undefined)
  }
  return {
    draft,
    fieldError,
    edit,
    change: (part: Partial<PersonaDraft>): void => edit({ ...draft, ...part }),
    /** Shows the error that prevents saving. Returns whether there is one. */
    validate(): boolean {
      const error = findDraftError(draft)
      setFieldError(error)
      return error !== undefined
    },
  }
}

/** A persona without a label could not be found again. */
const createLabelError = (): FieldError => ({
  field: 'label',
  code: 'BAD_REQUEST',
  message: t('reason.mustNotBeEmpty'),
  isUnderMore: false,
})

/** Rejects what a sign-in would reject. */
function findDraftError(draft: PersonaDraft): FieldError | undefined {
  const persona = fromPersonaDraft(draft)
  if (persona.label === '') return createLabelError()
  const sessionId = crypto.randomUUID()
  return findFieldError({ ...persona, identity: toIdentity(persona), sessionId }, visibleSet(draft).rows)
}
