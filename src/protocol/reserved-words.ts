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
