import type { MessageKey } from '#messages/message'
import { formatEnglish } from './format-english.ts'
import type { Report } from './report.ts'
import { cookieRows, virtualProxyRows } from './setting-rows.ts'
import { versionRows } from './version-rows.ts'

/** A section of a report for people: sentences, then a table. */
export interface ReportSection {
  title: string
  sentences: string[]
  head: string[]
  rows: string[][]
}

/** Returns the sections of a report for every format. Reports are in English for every team. */
export const createSections = (report: Report): ReportSection[] =>
  [
    {
      title: formatTitle(report),
      sentences: [],
      head: [formatEnglish('report.run'), formatEnglish('report.value')],
      rows: summaryRows(report),
    },
    findingSection(report),
    {
      title: formatEnglish('report.why'),
      sentences: [],
      head: [formatEnglish('report.cause'), formatEnglish('report.evidence'), formatEnglish('report.remedy')],
      rows: causeRows(report),
    },
    { title: formatEnglish('report.leftBehind'), sentences: report.leftBehind, head: [], rows: [] },
    {
      title: formatEnglish('report.steps'),
      sentences: [],
      head: [
        formatEnglish('report.step'),
        formatEnglish('report.verdict'),
        formatEnglish('report.began'),
        formatEnglish('report.took'),
        formatEnglish('report.note'),
      ],
      rows: stepRows(report),
    },
    { title: formatEnglish('report.warnings'), sentences: formatWarnings(report), head: [], rows: [] },
    cookieSection(report),
    virtualProxySection(report),
    {
      title: formatEnglish('report.versions'),
      sentences: [],
      head: [formatEnglish('report.part'), formatEnglish('report.version')],
      rows: versionRows(report.versions),
    },
    {
      title: formatEnglish('report.about'),
      sentences: [formatEnglish(namesNotice[report.names])],
      head: [],
      rows: [],
    },
  ].filter(({ sentences, rows }) => sentences.length > 0 || rows.length > 0)

const namesNotice: Record<Report['names'], MessageKey> = {
  masked: 'report.masked',
  real: 'report.realNames',
}

export const formatTitle = ({ outcome, user }: Report): string =>
  formatEnglish('report.title', { user, outcome })

const summaryRows = (report: Report): string[][] =>
  omitEmptyRows([
    [formatEnglish('report.ended'), report.endedAt],
    [formatEnglish('report.site'), report.site],
    [formatEnglish('report.hub'), report.hub],
    [formatEnglish('report.prefix'), report.prefix === '' ? formatEnglish('report.noPrefix') : report.prefix],
    [formatEnglish('report.user'), report.user],
    [
      formatEnglish('report.attributes'),
      report.attributes.map(({ name, value }) => `${name}=${value}`).join(', '),
    ],
  ])

const findingSection = ({ finding }: Report): ReportSection => ({
  title: formatEnglish('report.finding', { code: finding?.code ?? '' }),
  sentences: finding === undefined ? [] : [finding.message, finding.remedy],
  head: [formatEnglish('report.detail'), formatEnglish('report.value')],
  rows: Object.entries(finding?.details ?? {}).map(([key, value]) => [key, formatDetail(value)]),
})

const formatDetail = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const causeRows = ({ causes }: Report): string[][] =>
  causes.map(({ cause, message, remedy }) => [cause, message, remedy])

const formatWarnings = ({ steps }: Report): string[] =>
  steps.flatMap(({ warnings }) =>
    warnings.map(({ code, message, remedy }) => `${code}: ${message} ${remedy}`),
  )

const stepRows = ({ steps }: Report): string[][] =>
  steps.map(({ name, state, startedAt = '', ms, note = '' }) => [
    name,
    state,
    startedAt,
    ms === undefined ? '' : `${Math.round(ms)} ms`,
    note,
  ])

const cookieSection = ({ cookie }: Report): ReportSection => ({
  title: formatEnglish('report.cookie'),
  sentences: [
    ...(cookie === undefined || cookie.replaced === 0
      ? []
      : [formatEnglish('report.replaced', { count: cookie.replaced })]),
    ...(cookie?.unusedName === undefined
      ? []
      : [formatEnglish('report.unusedName', { name: cookie.unusedName })]),
    ...(cookie?.overriddenName === undefined
      ? []
      : [formatEnglish('report.overriddenName', { name: cookie.overriddenName })]),
  ],
  head: [
    formatEnglish('report.attribute'),
    formatEnglish('report.asSet'),
    formatEnglish('report.source'),
    formatEnglish('report.asRead'),
  ],
  rows: cookie === undefined ? [] : cookieRows(cookie),
})

const virtualProxySection = ({ virtualProxy }: Report): ReportSection => ({
  title: formatEnglish('report.virtualProxy'),
  sentences:
    virtualProxy?.settingsMissing === undefined
      ? []
      : [formatEnglish('report.noSettings', { reason: virtualProxy.settingsMissing })],
  head: [formatEnglish('report.setting'), formatEnglish('report.value'), formatEnglish('report.source')],
  rows: virtualProxy?.settings === undefined ? [] : virtualProxyRows(virtualProxy.settings),
})

const omitEmptyRows = (rows: [string, string | undefined][]): string[][] =>
  rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]))
