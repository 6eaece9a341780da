import { currentLocale } from './i18n.ts'

/** Formats hours and minutes. */
export const formatTime = (moment: number): string =>
  new Date(moment).toLocaleTimeString(currentLocale(), { timeStyle: 'short' })

/** Formats date and time for the tester's locale. */
export const formatDateTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds)
