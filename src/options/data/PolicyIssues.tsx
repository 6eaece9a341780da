import type { ValidationIssue } from '#shared/validation-issue'
import { t } from '#ui/i18n.ts'
import { ValidationIssueText } from '../ValidationIssueText.tsx'

/** Lists what an administrator has to fix in the policy. */
export function PolicyIssues({ issues }: { issues: ValidationIssue[] }) {
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
