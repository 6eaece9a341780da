import { expect, it } from 'vitest'
import type { Catalogue } from '#messages/format'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { formatFinding } from '#protocol/findings/format-finding'
import { findingOf, reasonOfFinding, toFinding } from '#protocol/findings/to-finding'
import { catalogues } from '../stories/locales.ts'

const german: Catalogue = { locale: 'de', messages: catalogues.de ?? {} }
const inGerman = (finding: Parameters<typeof formatFinding>[1]) => formatFinding(german, finding)

const notJson = failure('CONFIG_INVALID', { file: 'c.json', problem: message('reason.configNotJson') })

it('gives words of Hubpass in English for older versions, and as messages for other languages', () => {
  expect(toFinding(notJson)).toEqual({
    code: 'CONFIG_INVALID',
    message: 'The configuration file c.json is not valid: it is not valid JSON.',
    remedy: expect.any(String),
    details: { file: 'c.json', problem: 'it is not valid JSON' },
    reasons: { problem: { id: 'reason.configNotJson', values: {} } },
  })
  expect(inGerman(toFinding(notJson))?.message).toContain('kein gültiges JSON')
})

it('leaves the words of others as they are', () => {
  const finding = findingOf('PFX_UNREADABLE', { path: 'a.pfx', reason: 'it is not valid JSON' })
  expect(finding).not.toHaveProperty('reasons')
  expect(inGerman(finding)?.message).toContain('it is not valid JSON')
})

it('says a finding inside another in the language of both', () => {
  const reason = reasonOfFinding(findingOf('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  const finding = findingOf('QRS_UNAVAILABLE', {
    address: 'qlik:4242',
    reason,
    because: 'CONNECTION_REFUSED',
  })
  expect(finding.details.reason).toBe('qlik:4242 refused the connection.')
  expect(finding.message).toMatch(/: qlik:4242 refused the connection\.$/)
  expect(inGerman(finding)?.message).toContain('qlik:4242 hat die Verbindung abgelehnt.')
})

it('takes a reason in English that another version has given another name, or another form', () => {
  const finding = toFinding(notJson)
  for (const problem of [{ id: 'reason.newer', values: {} }, 7, { id: 7 }, null])
    expect(inGerman({ ...finding, reasons: { problem } })?.message).toContain('it is not valid JSON')
})

it('has no text for a code or for details that only another version knows', () => {
  expect(inGerman({ code: 'NEWER', details: {} })).toBeUndefined()
  expect(inGerman({ code: 'toString', details: {} })).toBeUndefined()
  expect(inGerman({ code: 'SITE_UNKNOWN', details: {} })).toBeUndefined()
  expect(inGerman({ code: 'HOST_NOT_FOUND', details: {} })).toBeUndefined()
})

it('keeps the text that a finding came with', () => {
  const newer = { code: 'NEWER', message: 'New.', remedy: 'Do it.', details: {} }
  expect(toFinding(new HubpassError(newer))).toEqual(newer)
  expect(new HubpassError(newer).message).toBe('New.')
})

it('takes what nobody foresaw for a mistake of Hubpass', () => {
  expect(toFinding(new Error('no idea'))).toMatchObject({
    code: 'INTERNAL',
    details: { detail: 'no idea' },
  })
})
