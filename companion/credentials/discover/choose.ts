import { failure } from '#protocol/errors'
import type { Candidate } from './find.ts'

/**
 * Returns the only credential that matches a site. The certificates of all sites are named
 * QlikClient, but their issuer `<HOST>-CA` differs (docs/facts/qlik-sense.md §5.3). A thumbprint
 * chooses without regard to the issuer. Only proposes one that somebody else may have put there. Throws CERTIFICATE_AMBIGUOUS, CERTIFICATE_PROPOSED and
 * CERTIFICATE_NOT_FOUND.
 */
export function chooseCredential(
  candidates: readonly Candidate[],
  hosts: readonly string[],
  thumbprint?: string,
): Candidate {
  const expectedIssuers = [...new Set(hosts.flatMap(listPossibleIssuers))]
  const matching = candidates.filter(
    ({ credential }) =>
      credential !== undefined &&
      (thumbprint === undefined
        ? expectedIssuers.includes(readIssuerName(credential.issuer))
        : credential.thumbprint === thumbprint),
  )
  const own = matching.filter(({ mayBePlanted }) => mayBePlanted !== true)
  const distinct = (own.length > 0 ? own : matching).filter(isFirstOfThumbprint)
  const [only, another] = distinct
  if (only === undefined)
    throw failure('CERTIFICATE_NOT_FOUND', {
      wanted: expectedIssuers,
      found: candidates.map(describeCandidate),
      ...(thumbprint === undefined ? {} : { thumbprint }),
    })
  if (another !== undefined)
    throw failure('CERTIFICATE_AMBIGUOUS', { candidates: distinct.map(describeCandidate) })
  if (only.mayBePlanted === true) throw proposedFailure(only)
  return only
}

const proposedFailure = ({ location, source, credential }: Candidate) =>
  failure('CERTIFICATE_PROPOSED', {
    location,
    option: source.kind === 'pfx' ? '--pfx' : '--pem',
    roots: credential?.roots ?? [],
  })

/** Formats a candidate as one line for people. */
export const describeCandidate = ({ location, credential, problem }: Candidate): string =>
  credential === undefined
    ? `${location}: ${problem?.message ?? ''}`
    : `${location}: ${credential.subject}, from ${credential.issuer}, until ${credential.validTo}, thumbprint ${credential.thumbprint}`

/** A machine names its authority after its full or its short host name. */
function listPossibleIssuers(host: string): string[] {
  const isAddress = /^[\d.]+$|:/.test(host)
  const names = isAddress ? [host] : [host, host.split('.')[0] ?? host]
  return names.map(name => `${name.toUpperCase()}-CA`)
}

const readIssuerName = (issuer: string): string =>
  (/(?:^|, )CN=([^,]*)/.exec(issuer)?.[1] ?? '').toUpperCase()

/** Removes duplicates, because the same certificate is often stored in several places. */
const isFirstOfThumbprint = ({ credential }: Candidate, index: number, all: readonly Candidate[]): boolean =>
  all.findIndex(other => other.credential?.thumbprint === credential?.thumbprint) === index
