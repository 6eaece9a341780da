import type { Finding } from '#protocol/findings/index'
import type { FindingText } from '#protocol/findings/text'
import { withDates } from './dates.ts'
import type { Translator } from './findings/index.ts'
import { text } from './texts.ts'

let translator: Translator | undefined

/** A finding's texts in the tester's language, as soon as they have come; until then, and where there are none, in English. */
export function textsOf(finding: Finding): FindingText {
  const { message, remedy } = translator?.finding(finding) ?? finding
  return { message: withDates(message), remedy }
}

/** The same of words that Hubpass itself has put into another text. */
export const fragmentOf = (english: string): string => withDates(translator?.fragment(english) ?? english)

/** English is there from the start. Another language is loaded beside the page, which is told when it has come. */
export async function loadFindingTexts(onLoaded: () => void): Promise<void> {
  const language = text('language')
  if (language === 'en') return
  translator = await import('./findings/index.ts').then(module => module.translatorTo(language))
  onLoaded()
}
