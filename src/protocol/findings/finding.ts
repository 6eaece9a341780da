import type { Value } from '#messages/message'
import { quote } from '../text.ts'

/** Selects the text of a finding independently of the language. */
export interface Choice {
  /** The first variant that has a text is used, or else the plain text of the code. */
  variants?: readonly (string | false | undefined)[]
  /** Values of placeholders that replace or supplement the details. */
  values?: Readonly<Record<string, Value>>
}

/** Declares a finding with its details, and a choice if its text depends on them. */
export const finding =
  <Details extends object>(choose: (details: Details) => Choice = () => ({})) =>
  (details: Details): Choice =>
    choose(details)

/** Quotes the details that exist: another version may have other ones. */
export const quoteDetails = <Details extends object>(
  details: Details,
  ...names: (keyof Details & string)[]
): Record<string, string> =>
  Object.fromEntries(
    names.filter(name => details[name] !== undefined).map(name => [name, quote(details[name])]),
  )

/** Returns seconds for a sentence: whole ones, or two digits of less than ten. */
export const toSeconds = (ms: number): number =>
  ms < 10_000 ? Number((ms / 1000).toPrecision(2)) : Math.round(ms / 1000)
