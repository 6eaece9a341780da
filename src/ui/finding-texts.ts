import type { Finding } from '#protocol/findings/index'
import type { FindingText } from '#protocol/findings/text'
import { formatDates } from './dates.ts'
import type { Translator } from './findings/index.ts'
import { t } from './i18n.ts'

let translator: Translator | undefined

/** A finding's texts in the tester's language, as soon as they have come; until then, and where there are none, in English. */
export function formatFinding(finding: Finding): FindingText {
  const { message, remedy } = translator?.finding(finding) ?? finding
  return { message: formatDates(message), remedy }
}

/** The same of words that Hubpass itself has put into another text. */
export const fragmentOf = (english: string): string => formatDates(translator?.fragment(english) ?? english)

/** English is there from the start. Another language is loaded beside the page, which is told when it has come. */
export async function loadFindingTexts(onLoaded: () => void): Promise<void> {
  const language = t('language')
  if (language === 'en') return
  translator = await import('./findings/index.ts').then(module => module.translatorTo(language))
  onLoaded()
}
