import type { Cause } from '#shared/cause'
import english from '../../public/_locales/en/messages.json'
import { capitalOf } from '../capital.ts'
import { withValues } from '../with-values.ts'

/** A cause with what speaks for it and the one thing to do, in English as all of a report. */
export interface EvidenceCause extends Pick<Cause, 'cause' | 'values'> {
  message: string
  remedy: string
}

export function explained({ cause, values }: Cause): EvidenceCause {
  const key = `why${capitalOf(cause)}`
  return { cause, values, message: textOf(key, values), remedy: textOf(`${key}Remedy`, values) }
}

const texts = new Map(Object.entries(english))

/** Empty for a cause of another version. */
const textOf = (key: string, values: readonly string[]): string =>
  withValues(texts.get(key)?.message ?? '', values)
