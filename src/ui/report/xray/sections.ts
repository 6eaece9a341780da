import type { MessageKey } from '#messages/message'
import { formatEnglish } from '../format-english.ts'
import type { ReportSection } from '../sections.ts'
import { versionRows } from '../version-rows.ts'
import type { ReportedCheck, SharedXray } from './report.ts'

const verdictTitles = {
  passed: 'xray.passed',
  skipped: 'xray.skipped',
} as const satisfies Record<string, MessageKey>

/** Returns the sections of a report of session checks: what failed first. */
export const createXraySections = (report: SharedXray): ReportSection[] =>
  [
    {
      title: formatXrayTitle(report),
      sentences: [summarize(report.checks), ...(report.refusal === undefined ? [] : [report.refusal])],
      head: [formatEnglish('report.run'), formatEnglish('report.value')],
      rows: summaryRows(report),
    },
    ...withVerdict(report, 'failed').map(describeCheck),
    ...withVerdict(report, 'undecided').map(describeCheck),
    ...(['passed', 'skipped'] as const).map(verdict => ({
      title: formatEnglish(verdictTitles[verdict]),
      sentences: [],
      head: [formatEnglish('xray.check'), formatEnglish('xray.message')],
      rows: withVerdict(report, verdict).map(({ id, title, message }) => [`${id} ${title}`, message]),
    })),
    {
      title: formatEnglish('report.versions'),
      sentences: [],
      head: [formatEnglish('report.part'), formatEnglish('report.version')],
      rows: versionRows(report.versions),
    },
    { title: formatEnglish('report.about'), sentences: [formatEnglish('report.masked')], head: [], rows: [] },
  ].filter(({ sentences, rows }) => sentences.length > 0 || rows.length > 0)

export const formatXrayTitle = ({ user }: Pick<SharedXray, 'user'>): string =>
  formatEnglish('xray.reportTitle', { user })

const withVerdict = ({ checks }: SharedXray, verdict: ReportedCheck['verdict']): ReportedCheck[] =>
  checks.filter(check => check.verdict === verdict)

function summarize(checks: readonly ReportedCheck[]): string {
  const count = (verdict: string) => checks.filter(check => check.verdict === verdict).length
  const failed = count('failed')
  const counts = { passed: count('passed'), undecided: count('undecided'), skipped: count('skipped') }
  const first =
    failed === 0 ? formatEnglish('xray.noneFailed') : formatEnglish('xray.someFailed', { count: failed })
  return `${first} ${formatEnglish('xray.counts', counts)}`
}

const summaryRows = ({ endedAt, site, hub, prefix, user, catalogue }: SharedXray): string[][] => [
  [formatEnglish('report.ended'), endedAt],
  [formatEnglish('report.site'), site],
  ...(hub === undefined ? [] : [[formatEnglish('report.hub'), hub]]),
  [formatEnglish('report.prefix'), prefix === '' ? formatEnglish('report.noPrefix') : prefix],
  [formatEnglish('report.user'), user],
  [formatEnglish('xray.check'), catalogue],
]

const describeCheck = ({
  id,
  title,
  verdict,
  severity,
  message,
  evidence,
  why,
  remedy,
  references,
}: ReportedCheck): ReportSection => ({
  title: `${id} ${title} (${verdict}, ${severity})`,
  sentences: [message, ...(why === undefined ? [] : [why])],
  head: [formatEnglish('report.detail'), formatEnglish('report.value')],
  rows: [
    ...evidence.map(line => [formatEnglish('xray.evidence'), line]),
    ...(remedy === undefined
      ? []
      : [
          [formatEnglish('xray.place'), remedy.page],
          [formatEnglish('xray.field'), remedy.field],
          ...(remedy.present === undefined ? [] : [[formatEnglish('xray.present'), remedy.present]]),
          [formatEnglish('xray.wanted'), remedy.wanted],
        ]),
    [formatEnglish('xray.references'), references.join(', ')],
  ],
})
