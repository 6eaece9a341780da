import { currentLocale } from './i18n.ts'

/** A time of today: hours and minutes. */
export const formatTime = (moment: number): string =>
  new Date(moment).toLocaleTimeString(currentLocale(), { timeStyle: 'short' })
