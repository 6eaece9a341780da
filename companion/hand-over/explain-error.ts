import { HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'

/** Returns an error whose message says what to do, because tools print nothing else of it. */
export function explainError(thrown: unknown): HubpassError {
  const finding = toFinding(thrown)
  const message = `${finding.message} ${finding.remedy}`
  return new HubpassError({ ...finding, message }, { cause: thrown })
}
