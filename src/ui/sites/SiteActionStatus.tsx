import * as v from 'valibot'
import { findingGroups } from '#protocol/findings/index'
import { SiteReportSchema } from '#protocol/site-report'
import type { SiteAction } from '#shared/sites/site-actions'
import type { BackgroundClient } from '../background-client.ts'
import { FindingAlert } from '../components/FindingAlert.tsx'
import { StepIcon } from '../components/icons.tsx'
import { t } from '../i18n.ts'
import { CheckReport } from './CheckReport.tsx'

export interface SiteActionStatusProps {
  action: SiteAction
  /** The hub of the site, if the site exists. */
  hub?: string | undefined
  client: Pick<BackgroundClient, 'send'>
}

/** Shows the progress or the result of an action on a site. */
export function SiteActionStatus({ action, hub, client }: SiteActionStatusProps) {
  const { name, site, status, isChange = false, finding } = action
  if (status === 'working')
    return (
      <div class="site-status" role="status">
        <StepIcon state="working" />
        <span>{name === 'check' ? t('sites.checking', { site }) : t('sites.waiting')}</span>
        <button type="button" class="small" onClick={() => client.send({ intent: 'cancelSiteAction' })}>
          {t('common.confirmNo')}
        </button>
      </div>
    )
  if (finding !== undefined) return finding.code === 'CANCELLED' ? null : <FindingAlert finding={finding} />
  const report = parseReport(action)
  if (report === undefined) return <p role="status">{t(doneKeys[isChange ? 'change' : name], { site })}</p>
  const isCredentialBroken = report.checks.some(
    ({ state, finding }) =>
      state === 'failed' && finding !== undefined && Object.hasOwn(findingGroups.credential, finding.code),
  )
  return (
    <CheckReport report={report}>
      {isCredentialBroken && hub !== undefined && (
        <button type="button" onClick={() => client.send({ intent: 'addSite', site, hub })}>
          {t('sites.chooseCertificates')}
        </button>
      )}
    </CheckReport>
  )
}

const parseReport = ({ report }: SiteAction) => {
  const parsed = v.safeParse(SiteReportSchema, report)
  return parsed.success ? parsed.output : undefined
}

const doneKeys = {
  add: 'sites.added',
  change: 'sites.changed',
  remove: 'sites.removed',
  check: 'sites.check',
} as const
