import * as v from 'valibot'
import { describe } from './describe.ts'
import { keys, names } from './keyed.ts'

/** The only catalog. A test compares the ids with those of `companion/xray`. */
const catalogueName = 'session-cookie@1'
export const checkIds = Array.from({ length: 40 }, (_, index) => `SC-${String(index + 1).padStart(2, '0')}`)

const CheckIdSchema = v.picklist(checkIds)

const WaiverSchema = keys({
  until: describe(
    v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2027-01-31'),
      v.check(isDate, 'a date that exists, like 2027-01-31'),
    ),
    'The last day of the waiver (UTC). Later, the waiver is a failure, even if the check passes.',
  ),
  because: describe(v.pipe(v.string(), v.regex(/\S/, 'a reason')), 'The reason, for the readers of reports.'),
})

export type Waiver = v.InferOutput<typeof WaiverSchema>

/** The checks of a session that each case runs after its sign-in. */
export const ChecksSchema = describe(
  keys({
    catalogue: describe(v.picklist([catalogueName]), 'The catalog of checks.'),
    only: v.optional(
      describe(
        v.pipe(v.array(CheckIdSchema), v.minLength(1, 'at least one check')),
        'The checks to run. The default is all.',
      ),
    ),
    allow: v.optional(
      describe(
        v.array(v.picklist(['wait', ...checkIds])),
        'Checks that may affect other sessions of the user. `wait` allows those that wait for minutes.',
      ),
    ),
    waive: v.optional(
      describe(names(CheckIdSchema, WaiverSchema), 'Checks that may fail until a date, by their ids.'),
    ),
  }),
  'The checks of the session that each case runs. The default is none.',
)

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
