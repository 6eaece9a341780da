import type { FindingText, FindingTexts } from '#protocol/findings/text'

/** The texts of a group of codes in another language, made from the same details. */
export type Translated<Texts extends FindingTexts> = {
  [Code in keyof Texts]: (details: Parameters<Texts[Code]>[0]) => FindingText
}
