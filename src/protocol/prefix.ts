import { type Message, message } from '#messages/message'
import { failure } from './errors.ts'
import { isValidPrefix, normalizePrefix } from './prefix-form.ts'

/** A virtual proxy's prefix; the empty one is the default virtual proxy. Throws BAD_REQUEST. */
export function parsePrefix(received: string): string {
  if (isValidPrefix(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Virtual proxy prefix',
    received,
    expected: describeExpectedPrefix(received),
  })
}

function describeExpectedPrefix(received: string): Message {
  const suggestion = normalizePrefix(received)
  const expected = message('reason.expectedPrefix')
  return suggestion !== '' && isValidPrefix(suggestion)
    ? message('reason.expectedWithSuggestion', { expected, suggestion: suggestion })
    : expected
}
