import { type Cause, nameValues } from '#shared/runs/cause'
import { formatEnglish } from './format-english.ts'

/** A cause with its evidence and remedy in English. */
export interface ReportCause extends Pick<Cause, 'cause' | 'values'> {
  message: string
  remedy: string
}

/** Adds the texts of a cause, which are empty for a cause of another version. */
export function describeCause({ cause, values }: Cause): ReportCause {
  const named = nameValues(cause, values, value => value)
  return {
    cause,
    values,
    message: formatEnglish(`cause.${cause}.message`, named),
    remedy: formatEnglish(`cause.${cause}.remedy`, named),
  }
}
