import type { EngineAnswer } from '#protocol/engine-answer'
import { formatUserName } from '#protocol/identity'
import { getHost } from '#protocol/site'
import { findAccessProblem } from '#protocol/user-access'
import type { CauseId } from '#shared/runs/cause'
import type { Facts } from '../facts.ts'
import { type CauseRule, conclusive, possible } from './rule.ts'

type Values = (string | number)[]

/** Creates the rule of one outcome of the question to the engine. */
const createRule = (
  cause: CauseId,
  outcome: EngineAnswer['outcome'],
  toValues: (engine: EngineAnswer, facts: Facts) => Values,
  weigh = conclusive,
): CauseRule => ({
  cause,
  match: facts => (facts.engine?.outcome === outcome ? weigh(toValues(facts.engine, facts)) : undefined),
})

const toUser = ({ user }: EngineAnswer, facts: Facts): string => formatUserName(user ?? facts.user)

const licenseRule = createRule('engineLicense', 'licenseDenied', (engine, facts) => [
  toUser(engine, facts),
  engine.says ?? '',
])

const limitRule = createRule('engineLimit', 'tooManySessions', (engine, facts) => [toUser(engine, facts)])

/**
 * The engine denies access. Other rules say more: which problem QRS names, and how many sessions of the
 * user QPS lists.
 */
export const deniedByEngineRules: CauseRule[] = [
  {
    ...licenseRule,
    match: facts =>
      facts.access && findAccessProblem(facts.access) !== undefined ? undefined : licenseRule.match(facts),
  },
  {
    ...limitRule,
    match: facts => (facts.sessions === undefined ? limitRule.match(facts) : undefined),
  },
]

/** What the engine says to the session of a tab whose pages work. */
export const engineRules: CauseRule[] = [
  ...deniedByEngineRules.filter(({ cause }) => cause !== limitRule.cause),
  limitRule,
  createRule('engineOtherUser', 'otherUser', (engine, facts) => [toUser(engine, facts)]),
  createRule('engineNoSession', 'noSession', (_, { hub }) => [getHost(hub)]),
  createRule('engineNone', 'noEngine', ({ says = '' }) => [says]),
  createRule('engineOrigin', 'originRefused', (_, { hub }) => [getHost(hub)]),
  createRule('engineToken', 'tokenRefused', () => []),
  createRule('engineForbidden', 'forbidden', (_, { hub }) => [getHost(hub)]),
  createRule('engineNotUpgraded', 'notUpgraded', ({ status = 0 }) => [status]),
  // A slow network looks the same.
  createRule('engineClosed', 'closed', () => [], possible),
  createRule('engineSilent', 'silent', () => [], possible),
]
