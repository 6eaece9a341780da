import { defaultCookieName, nameOnWire, plainSuffix } from '#protocol/cookie-name'
import type { Facts } from './facts.ts'
import { isNotTaken, isOnHttps, rightName } from './reading.ts'
import { explains, maybe, type Row } from './row.ts'

/** The virtual proxy looks for a cookie of another name. */
export const otherName: Row[] = [
  {
    cause: 'suffixMissing',
    find: facts => (!isOnHttps(facts) && isOffBySuffix(facts) ? wrongName(facts) : undefined),
  },
  {
    cause: 'suffixExtra',
    find: facts => (isOnHttps(facts) && isOffBySuffix(facts) ? wrongName(facts) : undefined),
  },
  {
    cause: 'cookieName',
    find: facts => (isOffBySuffix(facts) ? undefined : wrongName(facts)),
  },
]

/** Nobody has told the name. */
export const unknownName: Row[] = [
  {
    cause: 'nameTyped',
    find: facts => {
      const { name } = facts.planned.cookie
      const usual = defaultCookieName(facts.prefix, isOnHttps(facts))
      return isGuess(facts) && name !== usual
        ? maybe([name, usual], { kind: 'signInAgain', change: { cookieName: usual } })
        : undefined
    },
  },
  {
    cause: 'nameUsual',
    find: facts => {
      const { name } = facts.planned.cookie
      return isGuess(facts) && name === defaultCookieName(facts.prefix, isOnHttps(facts))
        ? maybe([name])
        : undefined
    },
  },
]

function wrongName(facts: Facts) {
  const set = facts.planned.cookie.name
  const right = expectedName(facts)
  return isNotTaken(facts) && right !== undefined && right !== set
    ? explains([set, right], { kind: 'signInAgain', change: { cookieName: right } })
    : undefined
}

/** As it is known, else with the suffix that every name has on this scheme. */
const expectedName = (facts: Facts): string | undefined => rightName(facts) ?? withRightSuffix(facts)

function isOffBySuffix(facts: Facts): boolean {
  const { name } = facts.planned.cookie
  const right = expectedName(facts)
  return right !== name && (right === name + plainSuffix || right + plainSuffix === name)
}

const withRightSuffix = (facts: Facts): string =>
  nameOnWire(facts.planned.cookie.name.replace(/-HTTP$/, ''), isOnHttps(facts))

const isGuess = (facts: Facts): boolean => isNotTaken(facts) && rightName(facts) === undefined
