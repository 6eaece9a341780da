import type { Report } from './report.ts'
import { cookieRows, virtualProxyRows } from './setting-rows.ts'

/** A part of a report that people read: sentences, then rows under their heads. */
export interface ReportSection {
  title: string
  sentences: string[]
  head: string[]
  rows: string[][]
}

/** What people read of it, whatever it is written in. Reports are in English, so that any team can take one up. */
export const createSections = (report: Report): ReportSection[] =>
  [
    { title: formatTitle(report), sentences: [], head: ['Run', 'Value'], rows: summaryRows(report) },
    findingSection(report),
    {
      title: 'Why',
      sentences: [],
      head: ['Cause', 'What speaks for it', 'What to do'],
      rows: causeRows(report),
    },
    { title: 'Left behind', sentences: report.leftBehind, head: [], rows: [] },
    {
      title: 'Steps',
      sentences: [],
      head: ['Step', 'Verdict', 'Began', 'Took', 'Note'],
      rows: stepRows(report),
    },
    { title: 'Warnings', sentences: formatWarnings(report), head: [], rows: [] },
    cookieSection(report),
    virtualProxySection(report),
    { title: 'Versions', sentences: [], head: ['Part', 'Version'], rows: versionRows(report) },
    { title: 'About this report', sentences: [namesNotice[report.names]], head: [], rows: [] },
  ].filter(({ sentences, rows }) => sentences.length > 0 || rows.length > 0)

const namesNotice: Record<Report['names'], string> = {
  masked:
    'Users, directories, hosts, sites and values of attributes go by pseudonyms, the same one for the same name. Session ids are never in a report.',
  real: 'Names are the real ones. Session ids are never in a report.',
}

export const formatTitle = ({ outcome, user }: Report): string => `Sign-in as ${user}: ${outcome}`

const summaryRows = (report: Report): string[][] =>
  omitEmptyRows([
    ['Ended', report.endedAt],
    ['Site', report.site],
    ['Hub', report.hub],
    ['Virtual proxy prefix', report.prefix === '' ? 'none (default)' : report.prefix],
    ['User', report.user],
    ['Attributes', report.attributes.map(({ name, value }) => `${name}=${value}`).join(', ')],
  ])

const findingSection = ({ finding }: Report): ReportSection => ({
  title: `Finding${finding === undefined ? '' : `: ${finding.code}`}`,
  sentences: finding === undefined ? [] : [finding.message, finding.remedy],
  head: ['Detail', 'Value'],
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
  title: 'Session cookie',
  sentences: [
    ...(cookie === undefined || cookie.replaced === 0
      ? []
      : [`${cookie.replaced} of that name stood in its place before.`]),
    ...(cookie?.unusedName === undefined ? [] : [`The typed name ${cookie.unusedName} was not used.`]),
  ],
  head: ['Attribute', 'As set', 'Where from', 'As read back'],
  rows: cookie === undefined ? [] : cookieRows(cookie),
})

const virtualProxySection = ({ virtualProxy }: Report): ReportSection => ({
  title: 'Virtual proxy',
  sentences:
    virtualProxy?.settingsMissing === undefined ? [] : [`No settings: ${virtualProxy.settingsMissing}`],
  head: ['Setting', 'Value', 'Where from'],
  rows: virtualProxy?.settings === undefined ? [] : virtualProxyRows(virtualProxy.settings),
})

const versionRows = ({ versions }: Report): string[][] =>
  omitEmptyRows([
    ['Extension', versions.extension],
    ['Companion', versions.companion ?? 'unknown'],
    ['Browser', versions.browser],
  ])

const omitEmptyRows = (rows: [string, string | undefined][]): string[][] =>
  rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]))
