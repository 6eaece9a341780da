import * as v from 'valibot'
import { expect, it } from 'vitest'
import type { Catalogue } from '#messages/format'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { formatFinding } from '#protocol/findings/format-finding'
import { findingOf, reasonOfFinding, toFinding } from '#protocol/findings/to-finding'
import { FindingSchema } from '#protocol/messages'
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

it('quotes a received value that only looks like a message', () => {
  const received = { id: 'constructor', values: { toString: 'x' } }
  const finding = toFinding(failure('BAD_REQUEST', { field: 'Site', received, expected: 'text' }))
  expect(finding.message).toContain(JSON.stringify(received))
  expect(finding.details.received).toEqual(received)
})

it('keeps the English text if a reason lacks the value of a placeholder', () => {
  const finding = findingOf('PFX_UNREADABLE', { path: 'a.pfx', reason: 'it has 7 bytes' })
  const reason = { id: 'reason.fileTooLarge', values: {} }
  expect(inGerman({ ...finding, reasons: { reason } })?.message).toContain('it has 7 bytes')
})

it('ignores a reason that is nested too deeply', () => {
  const reason: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  const finding = findingOf('PFX_UNREADABLE', { path: 'a.pfx', reason: 'it is empty' })
  expect(inGerman({ ...finding, reasons: { reason } })?.message).toContain('it is empty')
})

it('has a text for a detail that should name a variant but is no text', () => {
  const details = { address: 'qlik:4242', when: { toString: 1 } }
  expect(inGerman({ code: 'CONNECTION_CLOSED', details })?.message).toContain('qlik:4242')
})

it.each([null, 'text', 7])('accepts a finding with %j as reasons, without them', reasons => {
  const finding = findingOf('HOST_NOT_FOUND', { address: 'qlik:4242' })
  expect(v.parse(FindingSchema, { ...finding, reasons })).toEqual({ ...finding, reasons: undefined })
})

it('has no text for a detail that is a message of another version', () => {
  const reason = { id: 'reason.newer', values: {} }
  expect(inGerman({ code: 'PFX_UNREADABLE', details: { path: 'a.pfx', reason } })).toBeUndefined()
})

it.each(['evil.example;id:4243', '$(id):4243', '`id`:4243', 'a&calc:4243', "a'b:4243", 'a b:4243'])(
  'PROXY_NODES_DIFFER puts no %s into a command to be pasted',
  wanted => {
    const details = { hub: 'https://hub', hubNode: 'one', qps: 'qps:4243', qpsNode: 'two', wanted }
    const { remedy, details: kept } = findingOf('PROXY_NODES_DIFFER', details)
    expect(remedy).not.toContain(wanted)
    expect(kept.wanted).toBe(wanted)
  },
)

it.each([
  [1499, '1.5'],
  [50, '0.05'],
  [3000, '3'],
  [30_004, '30'],
])('a timeout after %d ms says %s seconds', (afterMs, seconds) => {
  const { message } = toFinding(failure('TIMEOUT', { address: 'qlik.test:4243', afterMs }))
  expect(message).toBe(`qlik.test:4243 did not respond within ${seconds} seconds.`)
})
