import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Command, commands } from '#protocol/commands'
import { HubpassError } from '#protocol/errors'
import { parseIdentity } from '#protocol/identity-rules'
import { RequestMessageSchema, ResponseMessageSchema } from '#protocol/messages'
import { parsePrefix } from '#protocol/parse-prefix'
import type { CompanionMessage } from '#protocol/progress'
import { parseCookieName } from '#protocol/session-cookie'
import { isTruncated, parseSessionId, truncateSessionId } from '#protocol/session-id'
import { quote } from '#protocol/text'
import { parseOrThrow } from '#protocol/validate'
import { Dispatcher } from '../../companion/host/dispatcher.ts'
import { encodeFrame, FrameDecoder } from '../../companion/host/frames.ts'
import { stripControlCharacters } from '../../companion/util/text.ts'
import { hostileJson, hostileText } from './arbitraries.ts'

/** Returns the code of the finding that a call throws; undefined if it returns. Rethrows anything else. */
function codeOf(call: () => unknown): string | undefined {
  try {
    call()
    return undefined
  } catch (thrown) {
    if (thrown instanceof HubpassError) return thrown.code
    throw thrown
  }
}

const commandNames = Object.keys(commands) as Command[]

describe('a parser accepts a value or throws a finding', () => {
  it.each(commandNames)('of the parameters of %s', command => {
    const fields = Object.keys(commands[command].params.entries)
    const params = fc.oneof(
      hostileJson,
      fc.record(Object.fromEntries(fields.map(name => [name, hostileJson]))),
    )
    fc.assert(
      fc.property(params, received => {
        const code = codeOf(() => parseOrThrow(commands[command].params, received, command))
        expect([undefined, 'BAD_REQUEST']).toContain(code)
      }),
    )
  })

  it.each<[string, (text: string) => unknown, string[]]>([
    ['a prefix', parsePrefix, ['BAD_REQUEST']],
    ['a session id', parseSessionId, ['BAD_REQUEST']],
    ['a cookie name', parseCookieName, ['BAD_REQUEST']],
    [
      'an identity',
      text => parseIdentity({ userDirectory: text, userId: text, attributes: [{ name: text, value: text }] }),
      ['IDENTITY_INVALID'],
    ],
  ])('of %s', (_, parse, codes) => {
    fc.assert(
      fc.property(hostileText, text => {
        expect([undefined, ...codes]).toContain(codeOf(() => parse(text)))
      }),
    )
  })
})

it('every response that the dispatcher gives survives the frame and matches the protocol', async () => {
  // These commands need neither a configuration nor Qlik Sense.
  const command = fc.oneof(
    fc.constantFrom('hello', 'cancel'),
    hostileText.filter(text => !(text in commands)),
  )
  const message = fc.oneof(hostileJson, fc.record({ id: hostileJson, command, params: hostileJson }))
  await fc.assert(
    fc.asyncProperty(message, async received => {
      const responses: CompanionMessage[] = []
      await new Dispatcher(async response => void responses.push(response)).handle(received)
      const frames = responses.flatMap(response => new FrameDecoder().push(encodeFrame(response)))
      expect(frames).toHaveLength(1)
      const [frame] = frames
      const decoded = frame?.kind === 'message' ? frame.message : undefined
      expect(v.is(ResponseMessageSchema, decoded), JSON.stringify(decoded)).toBe(true)
    }),
  )
})

it('a request has an id that its response can repeat', () => {
  fc.assert(
    fc.property(hostileJson, id => {
      if (v.is(RequestMessageSchema, { id, command: '', params: {} }))
        expect(Object.is(toJsonAndBack(id), id) || id === 0).toBe(true)
    }),
  )
})

const toJsonAndBack = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('a session id that is accepted is shown by at most four of its characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ09-_.!~'), minLength: 8, maxLength: 100 }), id => {
      const shown = truncateSessionId(parseSessionId(id))
      expect(shown.length).toBeLessThanOrEqual(5)
      expect(isTruncated(shown)).toBe(true)
    }),
  )
})

it('quoted text is short, and has no control character of C0', () => {
  fc.assert(
    fc.property(fc.oneof(hostileJson, fc.string({ maxLength: 10_000 })), value => {
      const text = quote(value)
      expect(text.length).toBeLessThanOrEqual(110)
      expect([...text].every(character => character >= ' ')).toBe(true)
    }),
  )
})

it('stripped text has nothing that controls a terminal', () => {
  fc.assert(
    fc.property(hostileText, text => {
      expect(stripControlCharacters(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    }),
  )
})
