/** What a person reads: what happened, with the value received, and the one thing to do about it. */
export interface FindingText {
  message: string
  remedy: string
}

/** Codes to texts. A text is made from the finding's details, so that each code says what it needs to know. */
export type FindingTexts = Record<string, (details: never) => FindingText>

/** A sentence of somebody else as a part of one of ours. */
export const trimPeriod = (sentence: string): string => sentence.replace(/\.$/, '')
