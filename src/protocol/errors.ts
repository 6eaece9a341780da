import type { BareFinding, FindingCode, FindingDetails } from './findings/index.ts'
import { quote } from './text.ts'

/**
 * The error class of Hubpass: a finding that can be thrown. Process boundaries turn it back into a
 * finding with text.
 */
export class HubpassError extends Error {
  override readonly name = 'HubpassError'

  constructor(
    readonly finding: BareFinding,
    options?: ErrorOptions,
  ) {
    super(finding.message ?? `${finding.code} ${quote(finding.details)}`, options)
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
): HubpassError => new HubpassError({ code, details: { ...details } }, cause === undefined ? {} : { cause })
