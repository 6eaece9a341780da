import type { Message, MessageKey, Value, Values } from './message.ts'

/** The texts of one language. */
export interface Catalogue {
  /** Determines the format of numbers, lists and plurals. */
  locale: string
  messages: Readonly<Record<string, string>>
  /** Formats a time. Without it, only the day is shown, as in ISO 8601. */
  formatDate?: (time: Date) => string
}

/** Returns the text of a message; empty if the catalogue lacks its id. */
export function formatMessage(catalogue: Catalogue, { id, values }: Message): string {
  const template = templateFor(catalogue, id, values) ?? ''
  return template.replace(placeholder, (_, name, style, next) => {
    const value = values[name]
    return value === undefined
      ? ''
      : formatValue(catalogue, value, { style, isBeforeStop: next !== undefined })
  })
}

/**
 * Returns whether the catalogue has all messages in a value, and each has all placeholder values.
 */
export function isKnown(catalogue: Catalogue, value: Value): boolean {
  if (typeof value !== 'object') return true
  if (!('id' in value)) return value.every(item => isKnown(catalogue, item))
  const isOwnKnown = hasKey(catalogue, value.id) && isComplete(catalogue, value)
  return isOwnKnown && Object.values(value.values).every(inner => isKnown(catalogue, inner))
}

/** Returns whether every placeholder of a message has a value. */
export const isComplete = (catalogue: Catalogue, { id, values }: Message): boolean =>
  [...(templateFor(catalogue, id, values) ?? '').matchAll(placeholder)].every(([, name = '']) =>
    Object.hasOwn(values, name),
  )

/** Returns whether the catalogue has a text for the id, with or without plural forms. */
export const hasKey = ({ messages }: Catalogue, id: string): id is MessageKey =>
  Object.hasOwn(messages, id) || Object.hasOwn(messages, `${id}.other`)

function templateFor({ locale, messages }: Catalogue, id: string, { count }: Values): string | undefined {
  const form = typeof count === 'number' ? new Intl.PluralRules(locale).select(count) : 'other'
  // The id may come from another process, and objects inherit properties such as `constructor`.
  const key = [id, `${id}.${form}`, `${id}.other`].find(name => Object.hasOwn(messages, name))
  return key === undefined ? undefined : messages[key]
}

/**
 * Matches `{name}`, and `{name:or}` or `{name:items}`, which choose the style of a list. Also
 * captures a following period or parenthesis.
 */
const placeholder = /\{(\w+)(?::(or|items))?\}(?=([.)。])?)/g

interface ValueOptions {
  style?: string | undefined
  isBeforeStop?: boolean
}

function formatValue(catalogue: Catalogue, value: Value, { style, isBeforeStop }: ValueOptions = {}): string {
  if (typeof value === 'number') return value.toLocaleString(catalogue.locale)
  if (typeof value === 'string')
    return isBeforeStop ? trimStop(formatDates(catalogue, value)) : formatDates(catalogue, value)
  if ('id' in value) return trimStop(formatMessage(catalogue, value))
  return formatList(
    catalogue,
    value.map(item => formatValue(catalogue, item)),
    style,
  )
}

function formatList({ locale }: Catalogue, items: string[], style: string | undefined): string {
  // For items that are sentences or contain commas.
  if (style === 'items') return items.join('; ')
  return new Intl.ListFormat(locale, { type: style === 'or' ? 'disjunction' : 'conjunction' }).format(items)
}

const formatDates = ({ formatDate }: Catalogue, text: string): string =>
  !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)
    ? text
    : formatDate === undefined
      ? text.slice(0, 10)
      : formatDate(new Date(text))

const trimStop = (sentence: string): string => sentence.replace(/[.。]$/, '')
