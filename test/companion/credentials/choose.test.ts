import { expect, it } from 'vitest'
import { chooseCredential } from '../../../companion/credentials/choose.ts'
import type { Found } from '../../../companion/credentials/find.ts'

const from = (issuer: string, thumbprint = issuer): Found => ({
  place: issuer,
  source: { kind: 'pfx', file: issuer },
  credential: { subject: 'CN=QlikClient', issuer, validTo: '2030-01-01T00:00:00.000Z', thumbprint },
})

it.each([
  ['qlik.acme.com', 'CN=QLIK-CA'],
  ['qlik.acme.com', 'CN=qlik.acme.com-CA'],
  ['QLIK', 'O=Acme, CN=QLIK-CA'],
  ['10.1.2.3', 'CN=10.1.2.3-CA'],
])('takes for the host %s the one from %s', (host, issuer) => {
  const wanted = from(issuer)
  expect(chooseCredential([from('CN=OTHER-CA'), wanted, from('CN=10-CA')], [host])).toBe(wanted)
})

it('takes the one of the proxy node when the hub has another name', () => {
  const wanted = from('CN=NODE2-CA')
  expect(chooseCredential([wanted], ['bi.acme.com', 'node2.acme.com'])).toBe(wanted)
})

it('does not take one that cannot be used', () => {
  const problem = { code: 'KEY_MISSING', message: 'no key', remedy: '', details: {} }
  const found: Found[] = [{ place: 'here', source: { kind: 'pfx', file: 'x' }, problem }]
  expect(() => chooseCredential(found, ['qlik'])).toThrow('here: no key')
})
