import { type Message, message } from '#messages/message'
import { failure } from './errors.ts'
import { quote } from './text.ts'

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

/**
 * Whether the QMC would take it: lower case and `a-z 0-9 - . _ ~` alone (docs/facts/qlik-sense.md §3.6). `.` and `..` are none: as a path
 * they would lead elsewhere.
 */
export const isValidPrefix = (text: string): boolean => /^(?!\.{1,2}$)[a-z0-9._~-]*$/.test(text)

/** What somebody may have meant who has typed it like an address. */
export const normalizePrefix = (typed: string): string =>
  typed
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase()

/** What begins with a word of Qlik Sense's own: a page for its users, a page to log in on, or what serves both. */
export type ReservedSegment = (typeof reservedSegments)[number]

const reservedSegments = ['page', 'login', 'service'] as const

/** In lower case. */
const segmentsByKind: Record<ReservedSegment, string[]> = {
  page: 'hub sense single dev-hub dataloadeditor datamodelviewer extensions workbencheditor'.split(' '),
  login: ['internal_forms_authentication', 'internal_windows_authentication'],
  service: (
    'about api app appcontent assets client console content custom favicon.ico fonts login media monitoringapps odag ' +
    'printing qmc qps qrs resources samlauthn static tempcontent'
  ).split(' '),
}

/**
 * What a path segment of an address begins, in any letter case; undefined for what is no word of Qlik Sense and so may be a
 * virtual proxy's prefix. Such a word ends the prefix in every address (docs/facts/qlik-sense.md §3.1).
 */
export const reservedSegmentKind = (word: string): ReservedSegment | undefined =>
  reservedSegments.find(kind => segmentsByKind[kind].includes(word.toLowerCase()))

/** Whether no prefix can be called that. */
export const isReservedSegment = (word: string): boolean => reservedSegmentKind(word) !== undefined

/** In the middle of a sentence: `the virtual proxy "sales"`, `the default virtual proxy`. */
export const describePrefix = (prefix: string): string =>
  prefix === '' ? 'the default virtual proxy' : `the virtual proxy ${quote(prefix)}`
