import { createHash } from 'node:crypto'
import { foldCase } from '#protocol/fold-case'
import { type Attribute, formatUserName, type UserName } from '#protocol/identity'
import type { PlannedChecks } from '../plan/plan.ts'
import type { Place } from '../plan/problem.ts'
import type { Expectation } from '../plan/schema/expectation.ts'

/** One persona on one virtual proxy of one site with one attribute set. */
export interface Case {
  /** The same in every run of the plan, also after its lines have moved. */
  id: string
  name: string
  /** The name of its block in `cases`. */
  group?: string
  site: string
  /** `''` is the default virtual proxy. */
  prefix: string
  user: UserName
  attributes: readonly Attribute[]
  attributeSet?: string
  expect: Expectation
  /** The checks of the session, if the plan wants any. */
  checks?: PlannedChecks
  /** The hash of what it expects and checks. */
  content: string
  /** Where the persona is: in the plan or in a file that it names. */
  place: Place
}

type CaseParts = Omit<Case, 'id' | 'name'>

/** Returns the case of its parts, with its name and its id. */
export function createCase(parts: CaseParts): Case {
  return { id: hashCase(parts), name: nameCase(parts), ...parts }
}

/**
 * Returns the hash of what a case is. The expectation is no part of it: after it was corrected, the case
 * is still the same.
 */
function hashCase({ site, prefix, user, attributes, group = '' }: CaseParts): string {
  const parts = [
    site,
    prefix,
    foldCase(formatUserName(user)),
    attributes.map(({ name, value }) => [name, value]),
    group,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, idLength)
}

/** 64 bits: two of 100,000 cases share an id once in a billion plans. */
const idLength = 16

function nameCase({ site, prefix, user, attributeSet, group }: CaseParts): string {
  const place = prefix === '' ? site : `${prefix} of ${site}`
  const set = attributeSet === undefined ? '' : ` with ${attributeSet}`
  return `${group === undefined ? '' : `${group}: `}${formatUserName(user)} on ${place}${set}`
}
