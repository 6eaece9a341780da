/** Whether a word, in lower case, ends the prefix in every address, so that no prefix can be called that. */
export const isReserved = (word: string): boolean => reserved.has(word)

/** First path segments, in lower case, that belong to Qlik Sense itself. */
const reserved = new Set(
  (
    'about api app appcontent assets client console content custom dataloadeditor datamodelviewer dev-hub extensions ' +
    'favicon.ico fonts hub internal_forms_authentication internal_windows_authentication login media ' +
    'monitoringapps odag printing qmc qps qrs resources samlauthn sense single static tempcontent workbencheditor'
  ).split(' '),
)
