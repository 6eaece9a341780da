import type { ComponentChildren } from 'preact'
import type { MessageKey, Text } from '#messages/message'
import type { XrayCheck } from '#protocol/xray'
import { t } from '#ui/i18n.ts'
import { textOf } from './text-of.ts'

/** Shows what a check has found, why it matters and what to do. */
export function XrayDetails({ check }: { check: XrayCheck }) {
  const { id, verdict, severity, message, evidence, why, remedy, references } = check
  const isInSummary = verdict === 'failed' || verdict === 'undecided'
  return (
    <div class="check-details">
      {!isInSummary && <p dir="auto">{textOf(message)}</p>}
      {evidence.length > 0 && (
        <Part title="xray.evidence">
          <ul>
            {evidence.map(line => (
              <li key={textOf(line)}>
                <code dir="auto">{textOf(line)}</code>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {why !== undefined && (
        <Part title="xray.why">
          <p dir="auto">{textOf(why)}</p>
        </Part>
      )}
      {remedy !== undefined && (
        <Part title="xray.remedy">
          <dl>
            <Row name="xray.place" value={remedy.page} />
            <Row name="xray.field" value={remedy.field} />
            {remedy.present !== undefined && <Row name="xray.present" value={remedy.present} />}
            <Row name="xray.wanted" value={remedy.wanted} />
          </dl>
        </Part>
      )}
      <p class="check-end">
        <span class="secondary" dir="auto">
          {id} · {t('xray.severity')}: {t(severities[severity])}
          {references.length > 0 && ` · ${references.join(', ')}`}
        </span>
        <a href={`../help/checks.html#${encodeURIComponent(id)}`} target="_blank" rel="noreferrer">
          {t('common.readMore')}
        </a>
      </p>
    </div>
  )
}

const severities = {
  high: 'xray.high',
  medium: 'xray.medium',
  low: 'xray.low',
  info: 'xray.info',
} as const

const Part = ({ title, children }: { title: MessageKey; children: ComponentChildren }) => (
  <>
    <h4 lang={document.documentElement.lang}>{t(title)}</h4>
    {children}
  </>
)

const Row = ({ name, value }: { name: MessageKey; value: Text }) => (
  <div>
    <dt lang={document.documentElement.lang}>{t(name)}</dt>
    <dd dir="auto">{textOf(value)}</dd>
  </div>
)
