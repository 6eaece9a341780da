import { type Finding, type FindingCode, type FindingDetails, findingOf } from './findings/index.ts'
import { errorMessage } from './message-of.ts'

/** The one error of Hubpass: a finding that can be thrown. Borders turn it back into its finding. */
export class HubpassError extends Error {
  override readonly name = 'HubpassError'

  constructor(
    readonly finding: Finding,
    options?: ErrorOptions,
  ) {
    super(finding.message, options)
  }

  get code(): string {
    return this.finding.code
  }
}

/** `throw failure('SITE_UNKNOWN', { site, known })` */
export const failure = <Code extends FindingCode>(
  code: Code,
  details: FindingDetails<Code>,
  cause?: unknown,
): HubpassError => new HubpassError(findingOf(code, details), cause === undefined ? {} : { cause })

/** What a border says of anything that was thrown: its finding, or INTERNAL for what nobody foresaw. */
export const toFinding = (thrown: unknown): Finding =>
  thrown instanceof HubpassError ? thrown.finding : findingOf('INTERNAL', { detail: errorMessage(thrown) })
