import type { Attribute } from '#protocol/identity'
import type { Draft } from './draft.ts'

/** An attribute row; the key tells it from its neighbours while rows come and go. */
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

export const toDraft = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): Draft => ({
  version: 1,
  site,
  prefix,
  identity: { userDirectory, userId, attributes: toAttributes(rows) },
  cookieName,
})

/** Rows to edit attributes in; there is always one to type into. */
export function createRows(attributes: readonly Attribute[]): AttributeRow[] {
  const rows = attributes.map((attribute, key) => ({ ...attribute, key }))
  return rows.length === 0 ? [createEmptyRow(rows)] : rows
}

/** The rows that say something. */
export const getFilledRows = (rows: readonly AttributeRow[]): AttributeRow[] =>
  rows.filter(({ name, value }) => name !== '' || value !== '')

export const toAttributes = (rows: readonly AttributeRow[]): Attribute[] =>
  getFilledRows(rows).map(({ name, value }) => ({ name, value }))

export const createEmptyRow = (rows: readonly AttributeRow[]): AttributeRow => ({
  key: 1 + Math.max(0, ...rows.map(({ key }) => key)),
  name: '',
  value: '',
})
