import { type Message, message } from '#messages/message'
import { failure } from './errors.ts'
import { isValidPrefix, reservedSegmentKind } from './prefix.ts'

/** Parses the prefix of a virtual proxy; empty for the default one. Throws BAD_REQUEST. */
export function parsePrefix(received: string): string {
  if (isValidPrefix(received) && !isQpsWord(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Virtual proxy prefix',
    received,
    expected: describeExpectedPrefix(received),
  })
}

/** In the path of a QPS request, the prefix stands where these words stand without one (docs/facts/qlik-sense.md §1.1). */
const qpsWords = ['user', 'session', 'ticket', 'alive']

const isQpsWord = (word: string): boolean => qpsWords.includes(word.toLowerCase())

function describeExpectedPrefix(received: string): Message {
  if (isQpsWord(received)) return message('reason.expectedUnreservedPrefix', { words: qpsWords })
  const suggestion = normalizePrefix(received)
  const expected = message('reason.expectedPrefix')
  return suggestion !== '' && isValidPrefix(suggestion) && !isQpsWord(suggestion)
    ? message('reason.expectedWithSuggestion', { expected, suggestion: suggestion })
    : expected
}

/**
 * Returns the likely prefix for input such as `/Sales/`. Looks for the end of the slashes only from
 * the first of them: from each one, a long text would take minutes.
 */
export const normalizePrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/+|(?<!\/)\/+$/g, '')
    .toLowerCase()

/** Returns whether the word cannot be a prefix. */
export const isReservedSegment = (word: string): boolean =>
  reservedSegmentKind(word) !== undefined || isQpsWord(word)
