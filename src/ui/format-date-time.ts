import { currentLocale } from './i18n.ts'

/** A moment in the tester's own way of writing. */
export const formatDateTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds)
