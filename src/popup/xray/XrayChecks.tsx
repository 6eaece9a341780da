import type { XrayCheck, XrayReport } from '#protocol/xray'
import { Icon, StepIcon } from '#ui/components/icons.tsx'
import { t } from '#ui/i18n.ts'
import { selectChecks, type Verdict, verdicts } from './sort-checks.ts'
import { findSubject } from './subjects.ts'
import { languageOf, textOf } from './text-of.ts'
import { XrayDetails } from './XrayDetails.tsx'

/** Lists the checks by verdict, failed ones first, and by subject. Each opens what it has found. */
export const XrayChecks = ({ checks }: Pick<XrayReport, 'checks'>) =>
  verdicts.map(verdict => {
    const selected = selectChecks(checks, verdict)
    return (
      selected.length > 0 && (
        <section key={verdict} data-verdict={verdict}>
          <h3>
            {t(verdictTitles[verdict])} ({selected.length})
          </h3>
          {selected.map(check => (
            <CheckLine key={check.id} check={check} />
          ))}
        </section>
      )
    )
  })

const verdictTitles = {
  failed: 'xray.failed',
  undecided: 'xray.undecided',
  passed: 'xray.passed',
  skipped: 'xray.skipped',
} as const

function CheckLine({ check }: { check: XrayCheck }) {
  const { id, title, verdict, message } = check
  const subject = findSubject(check)
  return (
    <details data-check={id} data-verdict={verdict} lang={languageOf(title)}>
      <summary>
        <VerdictIcon verdict={verdict} />
        <strong dir="auto">{textOf(title)}</strong>
        <span class="subject" lang={document.documentElement.lang}>
          {subject === undefined ? id : t(subject)}
        </span>
        {(verdict === 'failed' || verdict === 'undecided') && (
          <span class="line" dir="auto">
            {textOf(message)}
          </span>
        )}
      </summary>
      <XrayDetails check={check} />
    </details>
  )
}

const VerdictIcon = ({ verdict }: { verdict: Verdict }) =>
  verdict === 'undecided' ? (
    <Icon name="undecided">
      <circle cx="8" cy="8" r="6.5" />
      <path d="M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6q-.8.4-.8 1.3M8 11.2v.01" />
    </Icon>
  ) : (
    <StepIcon state={verdict === 'skipped' ? 'not-reached' : verdict} />
  )
