import fc from 'fast-check'

/** Texts that once led somewhere else: out of a path, past a guard, or to another user. */
const knownTricks = [
  ...['', ' ', '.', '..', '../..', '/', '\\', '%2e%2e', '%2f', '%5c', '%00', '?', '#', '*', '//host'],
  ...['__proto__', 'constructor', 'user', 'session', 'ticket', 'https://host/', '\ud800', '\udfff', '\ufffd'],
  ...['\0', '\r\nX: y', '\u001b[31m', '\u009b', '\u2028', '\u202e', '\u200b', '\ufeff', '\u3000', '"', "'"],
]

const unit = fc.oneof(
  fc.constantFrom(...'abcXYZ019._-~'),
  fc.constantFrom(...knownTricks),
  fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code)),
)

/** Any text of UTF-16 units, often with a known trick in it. */
export const hostileText = fc.array(unit, { maxLength: 12 }).map(units => units.join(''))

/** Any value that JSON can express, often with hostile text. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  hostileText,
  fc.constantFrom(1e308, -0, Number.POSITIVE_INFINITY),
  fc.dictionary(fc.oneof(hostileText, fc.constantFrom('id', 'site', 'user')), fc.jsonValue(), { maxKeys: 4 }),
)
