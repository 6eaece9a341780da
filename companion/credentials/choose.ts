import { failure } from '#protocol/errors'
import type { Found } from './find.ts'

/**
 * The one credential that fits a site. Certificates of all sites are called QlikClient; what tells them apart is their issuer,
 * `<HOST>-CA` (qlik-sense-facts §5.3). Throws CERTIFICATE_AMBIGUOUS, CERTIFICATE_NOT_FOUND.
 */
export function chooseCredential(found: readonly Found[], hosts: readonly string[]): Found {
  const wanted = [...new Set(hosts.flatMap(authoritiesOf))]
  const fitting = found.filter(
    ({ credential }) => credential !== undefined && wanted.includes(commonNameOf(credential.issuer)),
  )
  const [only, another] = fitting.filter(isFirstOfItsKind)
  if (only === undefined) throw failure('CERTIFICATE_NOT_FOUND', { wanted, found: found.map(describeFound) })
  if (another !== undefined)
    throw failure('CERTIFICATE_AMBIGUOUS', {
      candidates: fitting.filter(isFirstOfItsKind).map(describeFound),
    })
  return only
}

/** For people, in one line. */
export const describeFound = ({ place, credential, problem }: Found): string =>
  credential === undefined
    ? `${place}: ${problem?.message ?? ''}`
    : `${place}: ${credential.subject}, from ${credential.issuer}, until ${credential.validTo}, thumbprint ${credential.thumbprint}`

/** A machine names its authority by its full name or by the short one. */
function authoritiesOf(host: string): string[] {
  const isAddress = /^[\d.]+$|:/.test(host)
  const names = isAddress ? [host] : [host, host.split('.')[0] ?? host]
  return names.map(name => `${name.toUpperCase()}-CA`)
}

const commonNameOf = (issuer: string): string => (/(?:^|, )CN=([^,]*)/.exec(issuer)?.[1] ?? '').toUpperCase()

/** The same certificate often lies in more than one place. */
const isFirstOfItsKind = ({ credential }: Found, index: number, all: readonly Found[]): boolean =>
  all.findIndex(other => other.credential?.thumbprint === credential?.thumbprint) === index
