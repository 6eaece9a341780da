import type { Text } from '#messages/message'
import type { Remedy } from './check.ts'
import type { CheckResult } from './result.ts'

/** Returns a check with other texts. */
export function changeTexts<T extends Text>(
  { reason, remedy, ...check }: CheckResult,
  change: (text: Text) => T,
): CheckResult<T> {
  return {
    ...check,
    title: change(check.title),
    message: change(check.message),
    ...(reason === undefined ? {} : { reason: change(reason) }),
    ...(remedy === undefined ? {} : { remedy: changeRemedy(remedy, change) }),
  }
}

const changeRemedy = <T extends Text>(
  { page, field, present, wanted }: Remedy,
  change: (text: Text) => T,
): Remedy<T> => ({
  page: change(page),
  field: change(field),
  ...(present === undefined ? {} : { present: change(present) }),
  wanted: change(wanted),
})
