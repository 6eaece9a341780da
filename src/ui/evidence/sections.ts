import type { Evidence } from './evidence.ts'
import { cookieRows, virtualProxyRows } from './setting-rows.ts'

/** A part of a report that people read: sentences, then rows under their heads. */
export interface Section {
  title: string
  sentences: string[]
  head: string[]
  rows: string[][]
}

/** What people read of it, whatever it is written in. Reports are in English, so that any team can take one up. */
export const sectionsOf = (evidence: Evidence): Section[] =>
  [
    { title: titleOf(evidence), sentences: [], head: ['Run', 'Value'], rows: summaryRows(evidence) },
    findingSection(evidence),
    {
      title: 'Why',
      sentences: [],
      head: ['Cause', 'What speaks for it', 'What to do'],
      rows: causeRows(evidence),
    },
    { title: 'Left behind', sentences: evidence.leftBehind, head: [], rows: [] },
    {
      title: 'Steps',
      sentences: [],
      head: ['Step', 'Verdict', 'Began', 'Took', 'Note'],
      rows: stepRows(evidence),
    },
    { title: 'Warnings', sentences: warningsOf(evidence), head: [], rows: [] },
    cookieSection(evidence),
    virtualProxySection(evidence),
    { title: 'Versions', sentences: [], head: ['Part', 'Version'], rows: versionRows(evidence) },
    { title: 'About this report', sentences: [masking[evidence.names]], head: [], rows: [] },
  ].filter(({ sentences, rows }) => sentences.length > 0 || rows.length > 0)

const masking: Record<Evidence['names'], string> = {
  masked:
    'Users, directories, hosts, sites and values of attributes go by pseudonyms, the same one for the same name. Session ids are never in a report.',
  real: 'Names are the real ones. Session ids are never in a report.',
}

export const titleOf = ({ outcome, user }: Evidence): string => `Sign-in as ${user}: ${outcome}`

const summaryRows = (evidence: Evidence): string[][] =>
  filled([
    ['Ended', evidence.endedAt],
    ['Site', evidence.site],
    ['Hub', evidence.hub],
    ['Virtual proxy prefix', evidence.prefix === '' ? 'none (default)' : evidence.prefix],
    ['User', evidence.user],
    ['Attributes', evidence.attributes.map(({ name, value }) => `${name}=${value}`).join(', ')],
  ])

const findingSection = ({ finding }: Evidence): Section => ({
  title: `Finding${finding === undefined ? '' : `: ${finding.code}`}`,
  sentences: finding === undefined ? [] : [finding.message, finding.remedy],
  head: ['Detail', 'Value'],
  rows: Object.entries(finding?.details ?? {}).map(([key, value]) => [key, textOf(value)]),
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const causeRows = ({ causes }: Evidence): string[][] =>
  causes.map(({ cause, message, remedy }) => [cause, message, remedy])

const warningsOf = ({ steps }: Evidence): string[] =>
  steps.flatMap(({ warnings }) =>
    warnings.map(({ code, message, remedy }) => `${code}: ${message} ${remedy}`),
  )

const stepRows = ({ steps }: Evidence): string[][] =>
  steps.map(({ name, state, startedAt = '', ms, note = '' }) => [
    name,
    state,
    startedAt,
    ms === undefined ? '' : `${Math.round(ms)} ms`,
    note,
  ])

const cookieSection = ({ cookie }: Evidence): Section => ({
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

const virtualProxySection = ({ virtualProxy }: Evidence): Section => ({
  title: 'Virtual proxy',
  sentences:
    virtualProxy?.settingsMissing === undefined ? [] : [`No settings: ${virtualProxy.settingsMissing}`],
  head: ['Setting', 'Value', 'Where from'],
  rows: virtualProxy?.settings === undefined ? [] : virtualProxyRows(virtualProxy.settings),
})

const versionRows = ({ versions }: Evidence): string[][] =>
  filled([
    ['Extension', versions.extension],
    ['Companion', versions.companion ?? 'unknown'],
    ['Browser', versions.browser],
  ])

const filled = (rows: [string, string | undefined][]): string[][] =>
  rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]]))
