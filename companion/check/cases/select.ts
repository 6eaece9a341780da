import { failure } from '#protocol/errors'
import { foldCase } from '#protocol/fold-case'
import { formatUserName } from '#protocol/identity'
import { matchesPattern } from '../../config/match-pattern.ts'
import type { Case } from './case.ts'

/** Returns whether a case is part of a run. */
export type CaseFilter = (of: Case) => boolean

/** The parts of a case that `--only` can name. */
const fields: Record<string, (of: Case) => string> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  group: ({ group = '' }) => group,
  site: ({ site }) => site,
  prefix: ({ prefix }) => prefix,
  user: ({ user }) => formatUserName(user),
  set: ({ attributeSet = '' }) => attributeSet,
}

/**
 * Parses a value of `--only`: `site:test`, `user:TESTING\*`, where `*` and `?` are wild cards, or a part
 * of the name of a case. Throws BAD_REQUEST.
 */
export function parseOnly(received: string): CaseFilter {
  const [, field = '', pattern = ''] = /^([a-z]+):(.*)$/s.exec(received) ?? []
  const read = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (read !== undefined) return each => matchesPattern(read(each), pattern)
  const wanted = foldCase(received.trim())
  if (wanted !== '') return ({ name }) => foldCase(name).includes(wanted)
  throw failure('BAD_REQUEST', {
    field: '--only',
    received,
    expected: `a part of a name, or one of ${Object.keys(fields).join(', ')} with a colon and a value`,
  })
}

/** Returns a filter that any of the filters lets pass. */
export const anyOf =
  (filters: readonly CaseFilter[]): CaseFilter =>
  each =>
    filters.some(isSelected => isSelected(each))

/** Returns a filter that all of the filters let pass. */
export const allOf =
  (filters: readonly CaseFilter[]): CaseFilter =>
  each =>
    filters.every(isSelected => isSelected(each))

/** Returns a filter for the ids of `--last-failed`. */
export const withId =
  (ids: ReadonlySet<string>): CaseFilter =>
  ({ id }) =>
    ids.has(id)
