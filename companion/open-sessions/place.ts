import * as v from 'valibot'
import { directoryRules, findBrokenRule, type TextRule, userIdRules } from '#protocol/name-rules'
import { parsePrefix } from '#protocol/parse-prefix'

const follows = (rules: readonly TextRule[]) => (text: string) => findBrokenRule(rules, text) === undefined

function isPrefix(text: string): boolean {
  try {
    parsePrefix(text)
    return true
  } catch {
    return false
  }
}

/** Where a session is. A file that names sessions may have been edited, and its words stand in the paths of requests. */
export const placeEntries = {
  site: v.string(),
  prefix: v.pipe(v.string(), v.check(isPrefix)),
}

/** Whose session it is. */
export const userEntries = {
  userDirectory: v.pipe(v.string(), v.check(follows(directoryRules))),
  userId: v.pipe(v.string(), v.check(follows(userIdRules))),
}
