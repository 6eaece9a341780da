import { type Persona, toIdentity } from '#shared/personas/persona'
import { createRows, type Form, toAttributes } from './form.ts'

/** The form as it is when a persona is chosen; one without a site belongs to that of the form. */
export function toForm(persona: Persona, { site }: Pick<Form, 'site'>): Form {
  const { prefix, cookieName } = persona
  const { userDirectory, userId, attributes } = toIdentity(persona)
  return {
    site: persona.site || site,
    prefix,
    cookieName,
    userDirectory,
    userId,
    rows: createRows(attributes),
  }
}

/** The persona that the form says, whoever has filled it in. */
export const findMatchingPersona = (form: Form, personas: readonly Persona[]): Persona | undefined => {
  const formKey = serializeForm(form)
  return personas.find(persona => serializeForm(toForm(persona, form)) === formKey)
}

const serializeForm = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): string =>
  JSON.stringify([site, prefix, userDirectory, userId, toAttributes(rows), cookieName])
