import type { BareFinding, FindingCode, FindingDetails } from './findings/index.ts'

/** The one error of Hubpass: a finding that can be thrown. Borders turn it back into its finding, which then has a text. */
export class HubpassError extends Error {
  override readonly name = 'HubpassError'

  constructor(
    readonly finding: BareFinding,
    options?: ErrorOptions,
  ) {
    super(finding.message ?? `${finding.code} ${JSON.stringify(finding.details)}`, options)
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
