import { quote } from './text.ts'

/**
 * Returns whether the QMC accepts the prefix: lower-case letters, digits and `-._~`
 * (docs/facts/qlik-sense.md §3.6). `.` and `..` would change the path.
 */
export const isValidPrefix = (text: string): boolean => /^(?!\.{1,2}$)[a-z0-9._~-]*$/.test(text)

/** The target of a reserved first path segment: a page for users, a login page, or a service. */
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
 * Returns the kind of a reserved path segment in any case; undefined for one that may be a prefix.
 * A reserved segment ends the prefix in every URL (docs/facts/qlik-sense.md §3.1).
 */
export const reservedSegmentKind = (word: string): ReservedSegment | undefined =>
  reservedSegments.find(kind => segmentsByKind[kind].includes(word.toLowerCase()))

/**
 * Names a virtual proxy inside an English sentence: `the virtual proxy "sales"`, `the default
 * virtual proxy`.
 */
export const describePrefix = (prefix: string): string =>
  prefix === '' ? 'the default virtual proxy' : `the virtual proxy ${quote(prefix)}`
