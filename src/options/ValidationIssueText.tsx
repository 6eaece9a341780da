import type { MessageKey } from '#messages/message'
import type { ValidationIssue } from '#shared/validation-issue'
import { t } from '#ui/i18n.ts'

/** Shows what is wrong in a policy or a file, and at which path. */
export const ValidationIssueText = ({ issue: { path, reason, values } }: { issue: ValidationIssue }) => (
  <>
    {path !== '' && (
      <>
        <code>{path}</code>:{' '}
      </>
    )}
    {t(
      `entry.${reason}`,
      Object.fromEntries(values.map((value, index) => [names[reason]?.[index] ?? '', formatValue(value)])),
    )}
  </>
)

/** The names of the values in the texts of the issues. */
const names: Partial<Record<ValidationIssue['reason'], string[]>> = {
  tooLong: ['limit'],
  tooMany: ['limit'],
  lostCharacter: ['character'],
  invisibleCharacter: ['character'],
  quotationMark: ['character'],
  twice: ['place'],
  otherKind: ['expected', 'found'],
}

const formatValue = (value: string): string => {
  const kind = typeNames.get(value)
  return kind === undefined ? value : t(kind)
}

/** The types by the parser's names. Values that people wrote are in quotes instead. */
const typeNames: ReadonlyMap<string, MessageKey> = new Map([
  ['Array', 'valueKind.list'],
  ['Object', 'valueKind.object'],
  ['string', 'valueKind.text'],
  ['boolean', 'valueKind.boolean'],
])
