import type { ValidationIssue } from '#shared/validation-issue'
import { type MessageKey, t } from '#ui/i18n.ts'
import { capitalize } from '#ui/text.ts'

/** What is wrong with something that people wrote down, and where. */
export const ValidationIssueText = ({ issue: { path, reason, values } }: { issue: ValidationIssue }) => (
  <>
    {path !== '' && (
      <>
        <code>{path}</code>:{' '}
      </>
    )}
    {t(`entry${capitalize(reason)}`, ...values.map(formatValue))}
  </>
)

const formatValue = (value: string): string => {
  const kind = typeNames.get(value)
  return kind === undefined ? value : t(kind)
}

/** As the parser calls them. What somebody wrote stands in quotes. */
const typeNames: ReadonlyMap<string, MessageKey> = new Map([
  ['Array', 'kindList'],
  ['Object', 'kindObject'],
  ['string', 'kindText'],
  ['boolean', 'kindTruth'],
])
