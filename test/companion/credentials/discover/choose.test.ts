import { expect, it } from 'vitest'
import { chooseCredential } from '../../../../companion/credentials/discover/choose.ts'
import type { Candidate } from '../../../../companion/credentials/discover/find.ts'

const candidateFrom = (issuer: string, thumbprint = issuer): Candidate => ({
  location: issuer,
  source: { kind: 'pfx', file: issuer },
  credential: { subject: 'CN=QlikClient', issuer, validTo: '2030-01-01T00:00:00.000Z', thumbprint },
})

it.each([
  ['qlik.acme.com', 'CN=QLIK-CA'],
  ['qlik.acme.com', 'CN=qlik.acme.com-CA'],
  ['QLIK', 'O=Acme, CN=QLIK-CA'],
  ['10.1.2.3', 'CN=10.1.2.3-CA'],
])('takes for the host %s the one from %s', (host, issuer) => {
  const wanted = candidateFrom(issuer)
  expect(chooseCredential([candidateFrom('CN=OTHER-CA'), wanted, candidateFrom('CN=10-CA')], [host])).toBe(
    wanted,
  )
})

it('takes the one of the proxy node when the hub has another name', () => {
  const wanted = candidateFrom('CN=NODE2-CA')
  expect(chooseCredential([wanted], ['bi.acme.com', 'node2.acme.com'])).toBe(wanted)
})

it('does not take one that cannot be used', () => {
  const problem = { code: 'KEY_MISSING', message: 'no key', remedy: '', details: {} }
  const found: Candidate[] = [{ location: 'here', source: { kind: 'pfx', file: 'x' }, problem }]
  expect(() => chooseCredential(found, ['qlik'])).toThrow('here: no key')
})
