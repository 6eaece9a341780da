import type { Finding } from '#protocol/findings/index'

/** Longer than any user name or path. A request may have put a megabyte there. */
const maxTextLength = 600

/** Returns a finding whose texts are short, so that no answer repeats what a request contained. */
export const shortenFinding = ({ message, remedy, details, reasons, ...rest }: Finding): Finding => ({
  ...rest,
  message: shortenText(message),
  remedy: shortenText(remedy),
  details: shortenTexts(details),
  ...(reasons === undefined ? {} : { reasons: shortenTexts(reasons) }),
})

const shortenText = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength).toWellFormed()}…` : text

const shortenTexts = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shortenValue(value)]))

function shortenValue(value: unknown): unknown {
  if (typeof value === 'string') return shortenText(value)
  if (Array.isArray(value)) return value.map(shortenValue)
  return typeof value === 'object' && value !== null ? shortenTexts({ ...value }) : value
}
