import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHider, hideSecret } from '../../../../companion/qlik/http/hide-secret.ts'

/** Every character that a session id may have. */
const sessionIds = fc.stringMatching(/^[\x21\x23-\x2b\x2d\x2e\x30-\x3a\x3c-\x5b\x5d-\x7e]{8,60}$/)
const toHex = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0')
const encodeEach = (text: string, encode: (character: string) => string): string =>
  [...text].map(encode).join('')
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&apos;')

const encodings: [string, (text: string) => string][] = [
  ['as it is', text => text],
  ['in capitals', text => text.toUpperCase()],
  ['in percent', text => encodeURIComponent(text)],
  ['every character in percent', text => encodeEach(text, each => `%${toHex(each)}`)],
  ['twice in percent', text => encodeURIComponent(encodeEach(text, each => `%${toHex(each).toUpperCase()}`))],
  ['as references', text => encodeEach(text, each => `&#${each.charCodeAt(0)};`)],
  ['as hexadecimal references', text => encodeEach(text, each => `&#x${toHex(each)};`)],
  ['as markup', escapeMarkup],
  ['as escapes of JSON', text => encodeEach(text, each => `\\u00${toHex(each)}`)],
  ['in hexadecimal', text => Buffer.from(text).toString('hex')],
  ['in Base64', text => Buffer.from(text).toString('base64')],
  ['in Base64 inside a longer text', text => Buffer.from(`{"a":"${text}"}`).toString('base64')],
  ['in Base64 for addresses, one further', text => Buffer.from(`x${text}yz`).toString('base64url')],
]

it.each(encodings)('hides a session id that a server repeats %s', (_, encode) => {
  fc.assert(
    fc.property(sessionIds, fc.constantFrom('', 'the id '), (sessionId, before) => {
      const encoded = encode(sessionId)
      const hidden = hideSecret(`${before}${encoded} is not known`, sessionId)
      expect(hidden.toLowerCase()).not.toContain(encoded.toLowerCase())
      expect(hidden).toContain('…')
    }),
  )
})

it('leaves a text without the session id as it is', () => {
  const text = '100%25 &amp; "quoted" \\u0041 {"a":1}'
  expect(hideSecret(text, 'a-session-id')).toBe(text)
  expect(hideSecret(text, '')).toBe(text)
})

it('hides several secrets in one pass, in different encodings, and one that begins with another whole', () => {
  const hide = createHider(['short-id', 'short-id-and-more', '', 'other id'])
  expect(hide('short-id-and-more, SHORT-ID, other%20id')).toBe('…, …, …')
  expect(hide(`${Buffer.from('short-id-and-more').toString('hex')}.`)).toBe('….')
})
