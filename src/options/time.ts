import { localeOfTexts } from '#ui/texts.ts'

/** A moment in the tester's own way of writing. */
export const dateAndTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(localeOfTexts(), { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds)
