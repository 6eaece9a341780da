import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'
import type { SiteCheck, SiteReport } from '#protocol/site-report'
import { FindingAlert } from '../components/FindingAlert.tsx'
import { StepIcon } from '../components/icons.tsx'
import { t, textOfMessage } from '../i18n.ts'

/** Shows the answer of the doctor, what to do, and every check on demand. `children` are remedies. */
export function CheckReport({ report, children }: { report: SiteReport; children?: ComponentChildren }) {
  const { verdicts, checks } = report
  return (
    <div class="check-report" role="status">
      {verdicts.map(({ site, state, sentence, message }) => (
        <p key={site} class="site-status" data-verdict={state}>
          <StepIcon state={icons[state]} />
          <strong dir="auto">{(message && textOfMessage(message)) ?? sentence}</strong>
        </p>
      ))}
      {checks.map(check => (
        <div key={`${check.site} ${check.id}`} class="check-findings" data-state={check.state}>
          {listFindings(check).map(finding => (
            <FindingAlert key={finding.code + finding.message} finding={finding} />
          ))}
        </div>
      ))}
      {children}
      <details>
        <summary>{t('sites.allChecks', { count: checks.length })}</summary>
        <ul class="checks" lang="en">
          {checks.map(check => (
            <CheckLine key={`${check.site} ${check.id}`} check={check} />
          ))}
        </ul>
      </details>
    </div>
  )
}

const listFindings = ({ finding, others = [] }: SiteCheck): Finding[] => [
  ...(finding === undefined ? [] : [finding]),
  ...others,
]

const CheckLine = ({ check: { title, note, state, finding } }: { check: SiteCheck }) => (
  <li data-state={state}>
    <span aria-hidden="true">{symbols[state]}</span> {title}
    <span class="secondary" dir="auto">
      {' '}
      {finding === undefined ? note : finding.code}
    </span>
  </li>
)

const symbols = { passed: '✓', warned: '!', failed: '✗', skipped: '–' } as const

/** A warning is neither. */
const icons = { passed: 'passed', warned: 'not-reached', failed: 'failed' } as const
