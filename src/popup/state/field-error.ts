import { isMessage } from '#messages/message'
import type { BareFinding } from '#protocol/findings/index'
import { type RequestInput, validateRequest } from '#shared/runs/run-request'
import type { InputError } from '#ui/components/Field.tsx'
import { textOfMessage, textsOfBare } from '#ui/i18n.ts'
import { type AttributeRow, getFilledRows } from './form.ts'

/** A field with an invalid value. The error is shown at the field, and no run starts. */
export interface FieldError extends InputError {
  /** The field's `data-field`; for an attribute, followed by the key of its row. */
  field: string
  isUnderMore: boolean
}

/**
 * Returns the field that makes a request invalid; undefined for a valid request or one that is
 * invalid as a whole.
 */
export function findFieldError(request: RequestInput, rows: readonly AttributeRow[]): FieldError | undefined {
  const finding = validateRequest(request)
  if (finding === undefined) return undefined
  const field = findField(finding, rows)
  return field === undefined
    ? undefined
    : {
        field,
        code: finding.code,
        message: formatFieldError(finding),
        isUnderMore: ['session-id', 'cookie-name'].includes(field),
      }
}

/** The fields by the names that findings have for them. */
const fieldsByName = new Map<unknown, string>([
  ['Virtual proxy prefix', 'prefix'],
  ['User directory', 'user-directory'],
  ['User id', 'user-id'],
  ['Session id', 'session-id'],
  ['Cookie name', 'cookie-name'],
])

function findField({ details }: BareFinding, rows: readonly AttributeRow[]): string | undefined {
  const { field, received } = details
  const [, number] = /^Attribute (\d+)/.exec(String(field)) ?? []
  const row = getFilledRows(rows)[Number(number) - 1]
  if (row === undefined) return fieldsByName.get(field)
  return `attribute-${row.name === received ? 'name' : 'value'} ${row.key}`
}

/** Says only what is wrong, because the field shows its name and value. */
const formatFieldError = (finding: BareFinding): string =>
  (isMessage(finding.details.rule) ? textOfMessage(finding.details.rule) : undefined) ??
  textsOfBare(finding).remedy
