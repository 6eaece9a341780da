/** What begins with a word of Qlik Sense's own: a page for its users, a page to log in on, or what serves both. */
export type ReservedKind = 'page' | 'login' | 'service'

/**
 * What a path segment of an address begins, in any letter case; undefined for what is no word of Qlik Sense and so may be a
 * virtual proxy's prefix. Such a word ends the prefix in every address (qlik-sense-facts §3.1).
 */
export const kindOfWord = (word: string): ReservedKind | undefined => kinds.get(word.toLowerCase())

/** Whether no prefix can be called that. */
export const isReserved = (word: string): boolean => kindOfWord(word) !== undefined

const words: Record<ReservedKind, string> = {
  page: 'datamodelviewer dataloadeditor dev-hub extensions hub sense single workbencheditor',
  login: 'internal_forms_authentication internal_windows_authentication',
  service:
    'about api app appcontent assets client console content custom favicon.ico fonts login media monitoringapps odag ' +
    'printing qmc qps qrs resources samlauthn static tempcontent',
}

const kinds = new Map(
  (['page', 'login', 'service'] as const).flatMap(kind =>
    words[kind].split(' ').map(word => [word, kind] as const),
  ),
)
