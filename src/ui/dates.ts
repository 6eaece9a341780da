import { currentLocale } from './i18n.ts'

/** A time of today: hours and minutes. */
export const formatTime = (moment: number): string =>
  new Date(moment).toLocaleTimeString(currentLocale(), { timeStyle: 'short' })

/** A moment in the tester's own way of writing. */
export const formatDateTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds)
