import type { Attribute } from '#protocol/identity'
import type { Draft } from './draft.ts'

/** An attribute row; the key tells it from its neighbours while rows come and go. */
export interface Row extends Attribute {
  key: number
}

export interface Form {
  site: string
  prefix: string
  userDirectory: string
  userId: string
  rows: Row[]
  cookieName: string
}

export const draftOf = ({ site, prefix, userDirectory, userId, rows, cookieName }: Form): Draft => ({
  version: 1,
  site,
  prefix,
  identity: { userDirectory, userId, attributes: attributesOf(rows) },
  cookieName,
})

/** Rows to edit attributes in; there is always one to type into. */
export function rowsOf(attributes: readonly Attribute[]): Row[] {
  const rows = attributes.map((attribute, key) => ({ ...attribute, key }))
  return rows.length === 0 ? [emptyRow(rows)] : rows
}

/** The rows that say something. */
export const filledRows = (rows: readonly Row[]): Row[] =>
  rows.filter(({ name, value }) => name !== '' || value !== '')

export const attributesOf = (rows: readonly Row[]): Attribute[] =>
  filledRows(rows).map(({ name, value }) => ({ name, value }))

export const emptyRow = (rows: readonly Row[]): Row => ({
  key: 1 + Math.max(0, ...rows.map(({ key }) => key)),
  name: '',
  value: '',
})
