import type { Cause } from '#shared/cause'
import english from '../../public/_locales/en/messages.json'

/** A cause with what speaks for it and the one thing to do, in English as all of a report. */
export interface EvidenceCause extends Pick<Cause, 'cause' | 'values'> {
  message: string
  remedy: string
}

export function explained({ cause, values }: Cause): EvidenceCause {
  const key = `why${cause.charAt(0).toUpperCase()}${cause.slice(1)}`
  return { cause, values, message: textOf(key, values), remedy: textOf(`${key}Remedy`, values) }
}

const texts = new Map(Object.entries(english))

/** Empty for a cause of another version. */
const textOf = (key: string, values: readonly string[]): string =>
  (texts.get(key)?.message ?? '').replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '')
