import type { Value } from '#messages/message'
import { quote } from '../text.ts'

/** Which text a finding has in every language. */
export interface Choice {
  /** The first one that has a text is taken; else the plain text of the code. */
  variants?: readonly (string | false | undefined)[]
  /** What stands in placeholders in place of, or beside, the details. */
  values?: Readonly<Record<string, Value>>
}

/** Declares a finding by the details that it has, with a choice where its text depends on them. */
export const finding =
  <Details extends object>(choose: (details: Details) => Choice = () => ({})) =>
  (details: Details): Choice =>
    choose(details)

/** Puts details into quotes, as far as they are there: another version may have other ones. */
export const quoteDetails = <Details extends object>(
  details: Details,
  ...names: (keyof Details & string)[]
): Record<string, string> =>
  Object.fromEntries(
    names.filter(name => details[name] !== undefined).map(name => [name, quote(details[name])]),
  )
