import type { Message, MessageKey, Value, Values } from './message.ts'

/** The texts of one language. */
export interface Catalogue {
  /** How numbers, lists and plurals are written. */
  locale: string
  messages: Readonly<Record<string, string>>
  /** Writes a moment; without it, the day is written as in ISO 8601. */
  formatDate?: (moment: Date) => string
}

/** Returns the text of a message. Empty for a name that the catalogue does not have. */
export function formatMessage(catalogue: Catalogue, { id, values }: Message): string {
  const template = templateFor(catalogue, id, values) ?? ''
  return template.replace(placeholder, (_, name, style, next) => {
    const value = values[name]
    return value === undefined
      ? ''
      : formatValue(catalogue, value, { style, isBeforeStop: next !== undefined })
  })
}

/** Whether the catalogue has all messages of a value, and they have the values of all placeholders. */
export function isKnown(catalogue: Catalogue, value: Value): boolean {
  if (typeof value !== 'object') return true
  if (!('id' in value)) return value.every(item => isKnown(catalogue, item))
  const isOwnKnown = hasKey(catalogue, value.id) && isComplete(catalogue, value)
  return isOwnKnown && Object.values(value.values).every(inner => isKnown(catalogue, inner))
}

/** Whether every placeholder of a message has a value. */
export const isComplete = (catalogue: Catalogue, { id, values }: Message): boolean =>
  [...(templateFor(catalogue, id, values) ?? '').matchAll(placeholder)].every(([, name = '']) =>
    Object.hasOwn(values, name),
  )

/** Whether there is a text of that name, with plural forms or without. */
export const hasKey = ({ messages }: Catalogue, id: string): id is MessageKey =>
  Object.hasOwn(messages, id) || Object.hasOwn(messages, `${id}.other`)

function templateFor({ locale, messages }: Catalogue, id: string, { count }: Values): string | undefined {
  const form = typeof count === 'number' ? new Intl.PluralRules(locale).select(count) : 'other'
  // A name may come from elsewhere, and every object has some more.
  const key = [id, `${id}.${form}`, `${id}.other`].find(name => Object.hasOwn(messages, name))
  return key === undefined ? undefined : messages[key]
}

/** `{name}`, or `{name:or}` and `{name:items}` for the kind of a list; then whether a sentence ends there. */
const placeholder = /\{(\w+)(?::(or|items))?\}(?=([.)。])?)/g

interface Place {
  style?: string | undefined
  isBeforeStop?: boolean
}

function formatValue(catalogue: Catalogue, value: Value, { style, isBeforeStop }: Place = {}): string {
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
  // Items that are sentences or hold commas.
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
