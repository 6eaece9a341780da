import * as v from 'valibot'
import type { AccessLeft } from '#protocol/user-access'
import type { QrsClient, QrsRequestOptions } from '../client.ts'
import { type Answer, ask } from './ask.ts'

const count = v.fallback(v.optional(v.pipe(v.number(), v.finite()), 0), 0)
const flag = v.fallback(v.optional(v.boolean(), true), true)

const partOf = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.fallback(v.optional(v.object({ enabled: flag, ...entries })), undefined)

const UsersSchema = partOf({ total: count, available: count })

/** `/qrs/license/accesstypeoverview` (docs/facts/qlik-sense.md §4.5). A license has some parts only. */
const OverviewSchema = v.object({
  totalTokens: count,
  availableTokens: count,
  tokensEnabled: v.fallback(v.optional(v.boolean()), undefined),
  professionalAccess: UsersSchema,
  analyzerAccess: UsersSchema,
  analyzerTimeAccess: partOf({ allocatedMinutes: count, usedMinutes: count, unavailableMinutes: count }),
  loginAccess: partOf({ allocatedTokens: count, usedTokens: count, unavailableTokens: count }),
})

type Overview = v.InferOutput<typeof OverviewSchema>

/** Reads how much is left of each type of access that the license has. Throws like {@link ask}. */
export async function readLeft(qrs: QrsClient, options: QrsRequestOptions): Promise<Answer<AccessLeft[]>> {
  const answer = await ask(qrs, '/qrs/license/accesstypeoverview', OverviewSchema, options)
  // Older releases know the tokens only.
  const known =
    'isAbsent' in answer && answer.isAbsent
      ? await ask(qrs, '/qrs/license/accesstypeinfo', OverviewSchema, options)
      : answer
  return 'content' in known ? { content: toLeft(known.content) } : known
}

function toLeft(overview: Overview): AccessLeft[] {
  const { professionalAccess, analyzerAccess, analyzerTimeAccess: time, loginAccess: login } = overview
  const { totalTokens, availableTokens, tokensEnabled = totalTokens > 0 } = overview
  return [
    ...countUsers('professional', professionalAccess),
    ...countUsers('analyzer', analyzerAccess),
    ...(time?.enabled
      ? [
          {
            type: 'analyzerTime' as const,
            unit: 'minutes' as const,
            ...subtract(time.allocatedMinutes, time.usedMinutes + time.unavailableMinutes),
          },
        ]
      : []),
    ...(tokensEnabled
      ? [{ type: 'user' as const, unit: 'tokens' as const, left: availableTokens, total: totalTokens }]
      : []),
    ...(login?.enabled
      ? [
          {
            type: 'login' as const,
            unit: 'tokens' as const,
            ...subtract(login.allocatedTokens, login.usedTokens + login.unavailableTokens),
          },
        ]
      : []),
  ]
}

const countUsers = (type: 'professional' | 'analyzer', part: Overview['professionalAccess']): AccessLeft[] =>
  part?.enabled ? [{ type, unit: 'users', left: part.available, total: part.total }] : []

/** Tokens are fractions of one, which binary numbers do not hold exactly. */
const subtract = (total: number, used: number) => ({
  left: Math.max(0, Math.round((total - used) * 100) / 100),
  total,
})
