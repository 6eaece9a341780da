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
])('chooseCredential chooses for the host %s the issuer %s', (host, issuer) => {
  const expected = candidateFrom(issuer)
  expect(chooseCredential([candidateFrom('CN=OTHER-CA'), expected, candidateFrom('CN=10-CA')], [host])).toBe(
    expected,
  )
})

it('chooseCredential matches the host of the proxy node if the hub has another name', () => {
  const expected = candidateFrom('CN=NODE2-CA')
  expect(chooseCredential([expected], ['bi.acme.com', 'node2.acme.com'])).toBe(expected)
})

it('chooseCredential ignores a credential that does not load', () => {
  const problem = { code: 'KEY_MISSING', message: 'no key', remedy: '', details: {} }
  const found: Candidate[] = [{ location: 'here', source: { kind: 'pfx', file: 'x' }, problem }]
  expect(() => chooseCredential(found, ['qlik'])).toThrow('here: no key')
})
