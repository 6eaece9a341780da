import { expect, it } from 'vitest'
import { chooseCredential } from '../../../../companion/credentials/discover/choose.ts'
import type { Candidate } from '../../../../companion/credentials/discover/find.ts'
import { catchFinding } from '../../../support/catch-finding.ts'

const candidateFrom = (issuer: string, thumbprint = issuer): Candidate => ({
  location: issuer,
  source: { kind: 'pfx', file: issuer },
  credential: {
    subject: 'CN=QlikClient',
    issuer,
    validTo: '2030-01-01T00:00:00.000Z',
    thumbprint,
    roots: [issuer],
  },
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

it('chooseCredential only proposes a credential that somebody else may have put there', () => {
  const planted = { ...candidateFrom('CN=QLIK-CA', 'planted'), mayBePlanted: true }
  expect(catchFinding(() => chooseCredential([planted], ['qlik']))).toMatchObject({
    code: 'CERTIFICATE_PROPOSED',
    details: { location: 'CN=QLIK-CA', option: '--pfx', roots: ['CN=QLIK-CA'] },
  })
  const own = candidateFrom('CN=QLIK-CA', 'own')
  expect(chooseCredential([planted, own], ['qlik'])).toBe(own)
})
