import { identityOf, type Persona } from '#shared/persona'
import { attributesOf, type Form, rowsOf } from '../form.ts'

/** The form as it is when a persona is chosen; one without a site belongs to that of the form. */
export function formOf(persona: Persona, { site }: Pick<Form, 'site'>): Form {
  const { prefix, cookieName } = persona
  const { userDirectory, userId, attributes } = identityOf(persona)
  return { site: persona.site || site, prefix, cookieName, userDirectory, userId, rows: rowsOf(attributes) }
}

/** The persona that the form says, whoever has filled it in. */
export const personaLike = (form: Form, personas: readonly Persona[]): Persona | undefined => {
  const meant = wordsOf(form)
  return personas.find(persona => wordsOf(formOf(persona, form)) === meant)
}

const wordsOf = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): string =>
  JSON.stringify([site, prefix, userDirectory, userId, attributesOf(rows), cookieName])
