import type { VirtualProxy } from '#protocol/commands'
import type { Finding } from '#protocol/findings/index'
import type { Attribute } from '#protocol/identity'
import type { Run } from '#shared/runs/run'
import type { RunReport } from '#shared/runs/run-report'
import { describeCause, type ReportCause } from './describe-causes.ts'
import { redact } from './redact.ts'

/** A run as it is handed on. Session ids are never in it. */
export interface Report {
  /** Whether users, directories, hosts, sites and values of attributes go by pseudonyms. */
  names: 'masked' | 'real'
  /** ISO 8601, in UTC. */
  endedAt: string
  outcome: Run['outcome']
  /** `DIR\id` */
  user: string
  attributes: Attribute[]
  site: string
  prefix: string
  hub?: string | undefined
  steps: ReportStep[]
  finding?: Run['finding']
  /** What the failure comes from, the most probable first. */
  causes: ReportCause[]
  leftBehind: string[]
  cookie?: RunReport['cookie']
  virtualProxy?: RunReport['virtualProxy']
  versions: RunReport['versions']
}

export interface ReportStep {
  name: string
  state: string
  /** ISO 8601, in UTC; a step that was not reached has none. */
  startedAt?: string | undefined
  ms?: number | undefined
  note?: string | undefined
  /** What did not keep it from passing. */
  warnings: Finding[]
}

/** The evidence of a run. Without `names: 'real'` every user, directory, host, site and value has a pseudonym. */
export function createReport(runReport: RunReport, names: Report['names'] = 'masked'): Report {
  const { run, endedAt, asked, hub, cookie, virtualProxy, versions } =
    names === 'real' ? runReport : redact(runReport)
  return {
    names,
    endedAt: toIsoString(endedAt),
    outcome: run.outcome,
    user: run.user,
    attributes: asked.identity.attributes,
    site: run.site,
    prefix: run.prefix,
    hub,
    steps: run.steps.map(({ name, state, startedAt, ms, note, warnings = [] }) => ({
      name,
      state,
      startedAt: startedAt === undefined ? undefined : toIsoString(startedAt),
      ms,
      note,
      warnings: warnings.map(inEnglish),
    })),
    finding: run.finding && inEnglish(run.finding),
    causes: (run.causes ?? []).map(describeCause),
    leftBehind: run.leftBehind,
    cookie,
    virtualProxy: virtualProxy && withEnglishReason(virtualProxy),
    versions,
  }
}

/** A report is in one language, so it needs no words for others. */
const inEnglish = ({ reasons: _, ...finding }: Finding): Finding => finding

const withEnglishReason = ({
  settingsReason: _,
  settingsFinding,
  ...settings
}: VirtualProxy): VirtualProxy =>
  settingsFinding === undefined ? settings : { ...settings, settingsFinding: inEnglish(settingsFinding) }

const toIsoString = (milliseconds: number): string => new Date(milliseconds).toISOString()
