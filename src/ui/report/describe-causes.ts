import { type Cause, nameValues } from '#shared/runs/cause'
import { say } from './say.ts'

/** A cause with what speaks for it and the one thing to do, in English as all of a report. */
export interface ReportCause extends Pick<Cause, 'cause' | 'values'> {
  message: string
  remedy: string
}

/** The texts are empty for a cause of another version. */
export function describeCause({ cause, values }: Cause): ReportCause {
  const named = nameValues(cause, values, value => value)
  return {
    cause,
    values,
    message: say(`cause.${cause}.message`, named),
    remedy: say(`cause.${cause}.remedy`, named),
  }
}
