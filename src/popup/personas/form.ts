import type { Identity } from '#protocol/identity'
import { identityOf, type Persona } from '#shared/persona'
import { attributesOf, emptyRow, type Form, type Row } from '../model.ts'

/** The form as it is when a persona is chosen. */
export function formOf(persona: Persona): Form {
  const { site, prefix, cookieName } = persona
  const { userDirectory, userId, attributes } = identityOf(persona)
  return { site, prefix, cookieName, userDirectory, userId, rows: rowsOf(attributes) }
}

/** Rows to edit attributes in; there is always one to type into. */
export function rowsOf(attributes: Identity['attributes']): Row[] {
  const rows = attributes.map((attribute, key) => ({ ...attribute, key }))
  return rows.length === 0 ? [emptyRow(rows)] : rows
}

/** The persona that the form says, whoever has filled it in. */
export const personaLike = (form: Form, personas: readonly Persona[]): Persona | undefined => {
  const meant = wordsOf(form)
  return personas.find(persona => wordsOf(formOf(persona)) === meant)
}

const wordsOf = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): string =>
  JSON.stringify([site, prefix, userDirectory, userId, attributesOf(rows), cookieName])
