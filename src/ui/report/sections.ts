import type { MessageKey } from '#messages/message'
import type { Report } from './report.ts'
import { say } from './say.ts'
import { cookieRows, virtualProxyRows } from './setting-rows.ts'

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
      head: [say('report.run'), say('report.value')],
      rows: summaryRows(report),
    },
    findingSection(report),
    {
      title: say('report.why'),
      sentences: [],
      head: [say('report.cause'), say('report.evidence'), say('report.remedy')],
      rows: causeRows(report),
    },
    { title: say('report.leftBehind'), sentences: report.leftBehind, head: [], rows: [] },
    {
      title: say('report.steps'),
      sentences: [],
      head: [
        say('report.step'),
        say('report.verdict'),
        say('report.began'),
        say('report.took'),
        say('report.note'),
      ],
      rows: stepRows(report),
    },
    { title: say('report.warnings'), sentences: formatWarnings(report), head: [], rows: [] },
    cookieSection(report),
    virtualProxySection(report),
    {
      title: say('report.versions'),
      sentences: [],
      head: [say('report.part'), say('report.version')],
      rows: versionRows(report),
    },
    { title: say('report.about'), sentences: [say(namesNotice[report.names])], head: [], rows: [] },
  ].filter(({ sentences, rows }) => sentences.length > 0 || rows.length > 0)

const namesNotice: Record<Report['names'], MessageKey> = {
  masked: 'report.masked',
  real: 'report.realNames',
}

export const formatTitle = ({ outcome, user }: Report): string => say('report.title', { user, outcome })

const summaryRows = (report: Report): string[][] =>
  omitEmptyRows([
    [say('report.ended'), report.endedAt],
    [say('report.site'), report.site],
    [say('report.hub'), report.hub],
    [say('report.prefix'), report.prefix === '' ? say('report.noPrefix') : report.prefix],
    [say('report.user'), report.user],
    [say('report.attributes'), report.attributes.map(({ name, value }) => `${name}=${value}`).join(', ')],
  ])

const findingSection = ({ finding }: Report): ReportSection => ({
  title: say('report.finding', { code: finding?.code ?? '' }),
  sentences: finding === undefined ? [] : [finding.message, finding.remedy],
  head: [say('report.detail'), say('report.value')],
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
  title: say('report.cookie'),
  sentences: [
    ...(cookie === undefined || cookie.replaced === 0
      ? []
      : [say('report.replaced', { count: cookie.replaced })]),
    ...(cookie?.unusedName === undefined ? [] : [say('report.unusedName', { name: cookie.unusedName })]),
  ],
  head: [say('report.attribute'), say('report.asSet'), say('report.source'), say('report.asRead')],
  rows: cookie === undefined ? [] : cookieRows(cookie),
})

const virtualProxySection = ({ virtualProxy }: Report): ReportSection => ({
  title: say('report.virtualProxy'),
  sentences:
    virtualProxy?.settingsMissing === undefined
      ? []
      : [say('report.noSettings', { reason: virtualProxy.settingsMissing })],
  head: [say('report.setting'), say('report.value'), say('report.source')],
  rows: virtualProxy?.settings === undefined ? [] : virtualProxyRows(virtualProxy.settings),
})

const versionRows = ({ versions }: Report): string[][] =>
  omitEmptyRows([
    [say('report.extension'), versions.extension],
    [say('report.companion'), versions.companion ?? say('report.unknown')],
    [say('report.browser'), versions.browser],
  ])

const omitEmptyRows = (rows: [string, string | undefined][]): string[][] =>
  rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]))
