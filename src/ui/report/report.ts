import type { Finding } from '#protocol/findings/index'
import type { Attribute } from '#protocol/identity'
import type { VirtualProxy } from '#protocol/virtual-proxy'
import type { Run } from '#shared/runs/run'
import type { RunReport } from '#shared/runs/run-report'
import { describeCause, type ReportCause } from './describe-causes.ts'
import { redact } from './redact.ts'

/** A run for sharing. Never contains session ids. */
export interface Report {
  /** Whether pseudonyms replace users, directories, hosts, sites and attribute values. */
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
  /** The possible causes of the failure, most probable first. */
  causes: ReportCause[]
  leftBehind: string[]
  cookie?: RunReport['cookie']
  virtualProxy?: RunReport['virtualProxy']
  versions: RunReport['versions']
}

export interface ReportStep {
  name: string
  state: string
  /** ISO 8601, in UTC; undefined for a step that was not reached. */
  startedAt?: string | undefined
  ms?: number | undefined
  note?: string | undefined
  /** Problems that did not make the step fail. */
  warnings: Finding[]
}

/** Creates the report of a run, with pseudonyms unless `names` is `real`. */
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
      warnings: warnings.map(withoutReasons),
    })),
    finding: run.finding && withoutReasons(run.finding),
    causes: (run.causes ?? []).map(describeCause),
    leftBehind: run.leftBehind,
    cookie,
    virtualProxy: virtualProxy && withEnglishReason(virtualProxy),
    versions,
  }
}

/** Drops the messages for other languages: a report is in English. */
const withoutReasons = ({ reasons: _, ...finding }: Finding): Finding => finding

const withEnglishReason = ({
  settingsReason: _,
  settingsFinding,
  ...settings
}: VirtualProxy): VirtualProxy =>
  settingsFinding === undefined ? settings : { ...settings, settingsFinding: withoutReasons(settingsFinding) }

const toIsoString = (milliseconds: number): string => new Date(milliseconds).toISOString()
