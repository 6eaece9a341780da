import { useState } from 'preact/hooks'
import { type Persona, toIdentity } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { type FieldError, findFieldError } from '../state/field-error.ts'
import { fromPersonaDraft, type PersonaDraft, toPersonaDraft, visibleSet } from './persona-draft.ts'

/** A persona while it is edited, and what keeps it from being saved, until somebody changes something. */
export function usePersonaDraft(first: () => Persona) {
  const [draft, setDraft] = useState<PersonaDraft>(() => toPersonaDraft(first()))
  const [fieldError, setFieldError] = useState<FieldError>()
  const edit = (draft: PersonaDraft): void => {
    setDraft(draft)
    setFieldError(undefined)
  }
  return {
    edited: draft,
    refusal: fieldError,
    edit,
    change: (part: Partial<PersonaDraft>): void => edit({ ...draft, ...part }),
    /** Says what keeps it from being saved; whether there is anything. */
    validate(): boolean {
      const found = findDraftError(draft)
      setFieldError(found)
      return found !== undefined
    },
  }
}

/** Nobody would find a persona without a name of its own. */
const createLabelError = (): FieldError => ({
  field: 'label',
  code: 'BAD_REQUEST',
  message: t('reason.mustNotBeEmpty'),
  isUnderMore: false,
})

/** Nobody could sign in as what the rules of a sign-in refuse. */
function findDraftError(draft: PersonaDraft): FieldError | undefined {
  const persona = fromPersonaDraft(draft)
  if (persona.label === '') return createLabelError()
  const sessionId = crypto.randomUUID()
  return findFieldError({ ...persona, identity: toIdentity(persona), sessionId }, visibleSet(draft).rows)
}
