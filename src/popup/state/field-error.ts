import { isMessage } from '#messages/message'
import type { BareFinding } from '#protocol/findings/index'
import { type RequestInput, validateRequest } from '#shared/runs/run-request'
import type { InputError } from '#ui/components/Field.tsx'
import { textOfMessage, textsOfBare } from '#ui/i18n.ts'
import { type AttributeRow, getFilledRows } from './form.ts'

/** A field whose value the contract's own rules refuse, which is said there and begins no run. */
export interface FieldError extends InputError {
  /** Its label; of an attribute, with the key of its row. */
  field: string
  isUnderMore: boolean
}

/** Why the request cannot be taken; undefined for one that can, and for a reason that is no single field's. */
export function findFieldError(request: RequestInput, rows: readonly AttributeRow[]): FieldError | undefined {
  const finding = validateRequest(request)
  const { field } = finding?.details ?? {}
  return finding === undefined || typeof field !== 'string'
    ? undefined
    : {
        field: getFieldName(field, finding, rows),
        code: finding.code,
        message: formatFieldError(finding),
        isUnderMore: ['Session id', 'Cookie name'].includes(field),
      }
}

function getFieldName(
  field: string,
  { details: { received } }: BareFinding,
  rows: readonly AttributeRow[],
): string {
  const [, number] = /^Attribute (\d+)/.exec(field) ?? []
  const row = getFilledRows(rows)[Number(number) - 1]
  return row === undefined ? field : `Attribute ${row.name === received ? 'name' : 'value'} ${row.key}`
}

/** The field stands beside it, and what is in it. */
const formatFieldError = (finding: BareFinding): string =>
  (isMessage(finding.details.rule) ? textOfMessage(finding.details.rule) : undefined) ??
  textsOfBare(finding).remedy
