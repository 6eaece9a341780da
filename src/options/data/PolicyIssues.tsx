import { parseOrUndefined } from '#shared/util'
import { ValidationIssuesSchema } from '#shared/validation-issue'
import { t } from '#ui/i18n.ts'
import { ValidationIssueText } from '../ValidationIssueText.tsx'

/** What an administrator has to mend. */
export function PolicyIssues({ problems: received }: { problems: unknown }) {
  const issues = parseOrUndefined(ValidationIssuesSchema, received) ?? []
  if (issues.length === 0) return null
  return (
    <div class="policy">
      <h3>{t('options.policyTitle')}</h3>
      <p>{t('options.policyProblems')}</p>
      <ul class="refused">
        {issues.map(issue => (
          <li key={issue.path}>
            <ValidationIssueText issue={issue} />
          </li>
        ))}
      </ul>
    </div>
  )
}
