import type { Attribute, UserName } from '#protocol/identity'
import type { Place, PlanProblem } from './problem.ts'
import type { Waiver } from './schema/checks.ts'
import type { Expectation } from './schema/expectation.ts'

/** A plan that has been read and checked, except for the files with personas, which are read as streams. */
export interface Plan {
  /** The path as it was given. Reports and messages show it. */
  file: string
  name: string
  blocks: readonly PlanBlock[]
  checks?: PlannedChecks
  limits: Limits
  /** What is no mistake, but may not be what its writer meant. */
  notes: readonly PlanProblem[]
}

/** Cases that share their expectation: each persona with each attribute set on each virtual proxy of each site. */
export interface PlanBlock {
  /** Only blocks of `cases` have one. */
  name?: string
  sites: readonly PlannedSite[]
  /** Prefixes, where `''` is the default virtual proxy, or all that are linked to a proxy. */
  virtualProxies: readonly string[] | 'linked'
  personas: readonly PersonaSource[]
  /** At least one. */
  attributeSets: readonly AttributeSet[]
  expect: Expectation
}

export interface PlannedSite {
  id: string
  place: Place
}

export interface Persona {
  user: UserName
  attributes: readonly Attribute[]
  place: Place
}

/** A persona of the plan, or a file with personas. */
export type PersonaSource = { persona: Persona } | { path: string; place: Place }

export interface AttributeSet {
  /** Undefined if the plan has no sets. */
  name?: string
  attributes: readonly Attribute[]
}

export interface PlannedChecks {
  catalogue: string
  /** The ids of the checks to run; all if absent. */
  only?: readonly string[]
  allow: readonly string[]
  /** By the id of the check. */
  waivers: ReadonlyMap<string, PlacedWaiver>
}

export interface PlacedWaiver extends Waiver {
  place: Place
}

export interface Limits {
  concurrency: number
  sessionsPerUser: number
  /** Requests per second to each site. */
  rate: number
  caseTimeoutMs: number
}

export const defaultLimits: Limits = { concurrency: 4, sessionsPerUser: 3, rate: 20, caseTimeoutMs: 60_000 }
