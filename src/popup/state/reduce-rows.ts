import { type AttributeRow, createEmptyRow } from './form.ts'

export type RowAction =
  | { type: 'row'; row: AttributeRow }
  | { type: 'addRow' }
  | { type: 'removeRow'; key: number }

/** There is always a row to type into. */
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
