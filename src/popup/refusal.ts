import type { Finding } from '#protocol/findings/index'
import { refusalOf, type Wanted } from '#shared/run-request'
import type { Problem } from '#ui/Field.tsx'
import { fragmentOf, textsOf } from '#ui/finding-texts.ts'
import { filledRows, type Row } from './form.ts'

/** A field whose value the contract's own rules refuse, which is said there and begins no run. */
export interface Refusal extends Problem {
  /** Its label; of an attribute, with the key of its row. */
  field: string
  isUnderMore: boolean
}

/** Why the request cannot be taken; undefined for one that can, and for a reason that is no single field's. */
export function refusedIn(request: Wanted, rows: readonly Row[]): Refusal | undefined {
  const finding = refusalOf(request)
  const { field } = finding?.details ?? {}
  return finding === undefined || typeof field !== 'string'
    ? undefined
    : {
        field: fieldNamed(field, finding, rows),
        code: finding.code,
        says: wordsOf(finding),
        isUnderMore: ['Session id', 'Cookie name'].includes(field),
      }
}

function fieldNamed(field: string, { details: { received } }: Finding, rows: readonly Row[]): string {
  const [, number] = /^Attribute (\d+)/.exec(field) ?? []
  const row = filledRows(rows)[Number(number) - 1]
  return row === undefined ? field : `Attribute ${row.name === received ? 'name' : 'value'} ${row.key}`
}

/** The field stands beside it, and what is in it. */
const wordsOf = (finding: Finding): string =>
  typeof finding.details.rule === 'string' ? fragmentOf(finding.details.rule) : textsOf(finding).remedy
