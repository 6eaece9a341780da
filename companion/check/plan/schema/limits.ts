import * as v from 'valibot'
import { sessionLimit } from '#protocol/constants'
import { describe } from './describe.ts'
import { keys } from './keyed.ts'

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
const perSecond = { s: 1, m: 1 / 60, h: 1 / 3_600 } as const

const count = (max: number) =>
  v.pipe(
    v.number(),
    v.integer('a whole number'),
    v.minValue(1, 'at least 1'),
    v.maxValue(max, `at most ${max}`),
  )

const DurationSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,5}(ms|s|m|h)$/, 'a time like 20s or 2m'),
  v.check(text => toMs(text) >= 1_000 && toMs(text) <= units.h, 'a time from 1s to 1h'),
)

const RateSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,5}\/[smh]$/, 'a rate like 40/s or 100/m'),
  v.check(text => toRate(text) <= 1_000, 'a rate of at most 1000/s'),
)

export const LimitsSchema = describe(
  keys({
    concurrency: v.optional(describe(count(64), 'The number of cases at once. The default is 4.')),
    sessionsPerUser: v.optional(
      describe(
        count(sessionLimit),
        `The sessions that a user has at once, at most ${sessionLimit}, the limit of Qlik Sense. The default is 3.`,
      ),
    ),
    rate: v.optional(
      describe(RateSchema, 'The requests per time to each site, like `40/s`. The default is `20/s`.'),
    ),
    caseTimeout: v.optional(
      describe(DurationSchema, 'The time that a case may take, like `20s`. The default is `60s`.'),
    ),
  }),
  'What a run may use.',
)

/** Returns the milliseconds of `20s`. */
export function toMs(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? []
  return Number(amount) * (new Map<string, number>(Object.entries(units)).get(unit) ?? Number.NaN)
}

/** Returns the requests per second of `40/s`. */
export function toRate(text: string): number {
  const [amount = '', unit = ''] = text.split('/')
  return Number(amount) * (new Map<string, number>(Object.entries(perSecond)).get(unit) ?? Number.NaN)
}
