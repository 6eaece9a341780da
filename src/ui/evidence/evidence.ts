import type { Finding } from '#protocol/findings/index'
import type { Attribute } from '#protocol/identity'
import type { Run } from '#shared/run'
import type { RunFacts } from '#shared/run-facts'
import { type EvidenceCause, explained } from './causes.ts'
import { masked } from './masked.ts'

/** A run as it is handed on. Session ids are never in it. */
export interface Evidence {
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
  steps: EvidenceStep[]
  finding?: Run['finding']
  /** What the failure comes from, the most probable first. */
  causes: EvidenceCause[]
  leftBehind: string[]
  cookie?: RunFacts['cookie']
  virtualProxy?: RunFacts['virtualProxy']
  versions: RunFacts['versions']
}

export interface EvidenceStep {
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
export function evidenceOf(facts: RunFacts, names: Evidence['names'] = 'masked'): Evidence {
  const { run, endedAt, asked, hub, cookie, virtualProxy, versions } =
    names === 'real' ? facts : masked(facts)
  return {
    names,
    endedAt: isoOf(endedAt),
    outcome: run.outcome,
    user: run.user,
    attributes: asked.identity.attributes,
    site: run.site,
    prefix: run.prefix,
    hub,
    steps: run.steps.map(({ name, state, startedAt, ms, note, warnings = [] }) => ({
      name,
      state,
      startedAt: startedAt === undefined ? undefined : isoOf(startedAt),
      ms,
      note,
      warnings,
    })),
    finding: run.finding,
    causes: (run.causes ?? []).map(explained),
    leftBehind: run.leftBehind,
    cookie,
    virtualProxy,
    versions,
  }
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString()
