import type { Cause } from '#shared/runs/cause'
import english from '../../public/_locales/en/messages.json'
import { capitalize } from '../text.ts'
import { interpolate } from '../with-values.ts'

/** A cause with what speaks for it and the one thing to do, in English as all of a report. */
export interface ReportCause extends Pick<Cause, 'cause' | 'values'> {
  message: string
  remedy: string
}

export function describeCause({ cause, values }: Cause): ReportCause {
  const key = `why${capitalize(cause)}`
  return { cause, values, message: formatEnglish(key, values), remedy: formatEnglish(`${key}Remedy`, values) }
}

const englishMessages = new Map(Object.entries(english))

/** Empty for a cause of another version. */
const formatEnglish = (key: string, values: readonly string[]): string =>
  interpolate(englishMessages.get(key)?.message ?? '', values)
