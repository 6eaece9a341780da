import type { Attribute } from '#protocol/identity'
import { type Persona, type PersonaValues, toIdentity } from '#shared/personas/persona'
import type { Draft } from './draft.ts'

/** An attribute row. The key identifies it while rows are added and removed. */
export interface AttributeRow extends Attribute {
  key: number
}

export interface Form {
  site: string
  prefix: string
  userDirectory: string
  userId: string
  rows: AttributeRow[]
  cookieName: string
}

export interface SessionId {
  value: string
  /** Generated and unused, generated and used by a run, or typed for the owner of the form's values. */
  origin: 'made' | 'spent' | 'typed'
}

export const toDraft = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): Draft => ({
  version: 1,
  site,
  prefix,
  identity: { userDirectory, userId, attributes: toAttributes(rows) },
  cookieName,
})

/** Creates the rows for attributes, at least one. */
export function createRows(attributes: readonly Attribute[]): AttributeRow[] {
  const rows = attributes.map((attribute, key) => ({ ...attribute, key }))
  return rows.length === 0 ? [createEmptyRow(rows)] : rows
}

/** Returns the rows that are not empty. */
export const getFilledRows = (rows: readonly AttributeRow[]): AttributeRow[] =>
  rows.filter(({ name, value }) => name !== '' || value !== '')

export const toAttributes = (rows: readonly AttributeRow[]): Attribute[] =>
  getFilledRows(rows).map(({ name, value }) => ({ name, value }))

const createEmptyRow = (rows: readonly AttributeRow[]): AttributeRow => ({
  key: 1 + Math.max(0, ...rows.map(({ key }) => key)),
  name: '',
  value: '',
})

export type RowAction =
  | { type: 'row'; row: AttributeRow }
  | { type: 'addRow' }
  | { type: 'removeRow'; key: number }

/** Adds, changes or removes a row. At least one remains. */
export function reduceRows(rows: AttributeRow[], action: RowAction): AttributeRow[] {
  switch (action.type) {
    case 'row':
      return rows.map(row => (row.key === action.row.key ? action.row : row))
    case 'addRow':
      return [...rows, createEmptyRow(rows)]
    case 'removeRow': {
      const others = rows.filter(({ key }) => key !== action.key)
      return others.length === 0 ? [createEmptyRow(rows)] : others
    }
  }
}

/** Returns the form filled from a persona. A persona without a site keeps the selected one. */
export function toForm(persona: PersonaValues, { site }: Pick<Form, 'site'>): Form {
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

/** Returns the persona whose values the form has. */
export const findMatchingPersona = (form: Form, personas: readonly Persona[]): Persona | undefined => {
  const formKey = serializeForm(form)
  return personas.find(persona => serializeForm(toForm(persona, form)) === formKey)
}

const serializeForm = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): string =>
  JSON.stringify([site, prefix, userDirectory, userId, toAttributes(rows), cookieName])
