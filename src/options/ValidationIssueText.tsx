import type { MessageKey } from '#messages/message'
import type { ValidationIssue } from '#shared/validation-issue'
import { t } from '#ui/i18n.ts'

/** What is wrong with something that people wrote down, and where. */
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

/** What the values are in the texts. */
const names: Partial<Record<ValidationIssue['reason'], string[]>> = {
  tooLong: ['limit'],
  tooMany: ['limit'],
  twice: ['place'],
  otherKind: ['expected', 'found'],
}

const formatValue = (value: string): string => {
  const kind = typeNames.get(value)
  return kind === undefined ? value : t(kind)
}

/** As the parser calls them. What somebody wrote stands in quotes. */
const typeNames: ReadonlyMap<string, MessageKey> = new Map([
  ['Array', 'valueKind.list'],
  ['Object', 'valueKind.object'],
  ['string', 'valueKind.text'],
  ['boolean', 'valueKind.boolean'],
])
