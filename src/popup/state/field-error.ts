import { isMessage } from '#messages/message'
import type { BareFinding } from '#protocol/findings/index'
import { type RequestInput, validateRequest } from '#shared/runs/run-request'
import type { InputError } from '#ui/components/Field.tsx'
import { t, textOfMessage, textsOfBare } from '#ui/i18n.ts'
import { type AttributeRow, getFilledRows } from './form.ts'

/** A field with an invalid value. The error is shown at the field, and no run starts. */
export interface FieldError extends InputError {
  /** The field's `data-field`; for an attribute, followed by the key of its row. */
  field: string
  isUnderMore: boolean
  /** Another invalid field, which does not get the focus. */
  second?: FieldError | undefined
}

/**
 * Returns the field that makes a request invalid; undefined for a valid request or one that is
 * invalid as a whole.
 */
export function findFieldError(request: RequestInput, rows: readonly AttributeRow[]): FieldError | undefined {
  const finding = validateRequest(request)
  if (finding === undefined) return undefined
  const field = findField(finding, rows)
  if (field === undefined) return undefined
  return {
    field,
    code: finding.code,
    message: formatFieldError(finding, field),
    isUnderMore: ['session-id', 'cookie-name'].includes(field),
    second: field === 'user-directory' ? findUserIdError(request, rows) : undefined,
  }
}

/** Returns the error of the user id behind that of the directory, so that an empty form marks both. */
function findUserIdError(request: RequestInput, rows: readonly AttributeRow[]): FieldError | undefined {
  const identity = { ...request.identity, userDirectory: 'any' }
  const error = findFieldError({ ...request, identity }, rows)
  return error?.field === 'user-id' ? { ...error, isSecond: true } : undefined
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
const formatFieldError = (finding: BareFinding, field: string): string =>
  formatMissingName(finding, field) ??
  (isMessage(finding.details.rule) ? textOfMessage(finding.details.rule) : undefined) ??
  textsOfBare(finding).remedy

/** Says what to enter, because an empty field has nothing wrong in it. */
function formatMissingName({ details }: BareFinding, field: string): string | undefined {
  if (!isMessage(details.rule) || details.rule.id !== 'reason.mustNotBeEmpty') return undefined
  if (field === 'user-directory') return t('popup.enterDirectory')
  return field === 'user-id' ? t('popup.enterUserId') : undefined
}
