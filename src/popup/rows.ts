import { emptyRow, type Row } from './form.ts'

export type RowHappening = { type: 'row'; row: Row } | { type: 'addRow' } | { type: 'removeRow'; key: number }

/** There is always a row to type into. */
export function reduceRows(rows: Row[], happening: RowHappening): Row[] {
  switch (happening.type) {
    case 'row':
      return rows.map(row => (row.key === happening.row.key ? happening.row : row))
    case 'addRow':
      return [...rows, emptyRow(rows)]
    case 'removeRow': {
      const others = rows.filter(({ key }) => key !== happening.key)
      return others.length === 0 ? [emptyRow(rows)] : others
    }
  }
}
