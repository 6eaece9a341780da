import { currentLocale } from './i18n.ts'

/** The text with days as the tester writes them in place of moments as machines do, e.g. `2026-12-03T09:30:00.000Z`. */
export const formatDates = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, moment =>
    new Date(moment).toLocaleDateString(currentLocale(), { dateStyle: 'medium' }),
  )

/** A time of today: hours and minutes. */
export const formatTime = (moment: number): string =>
  new Date(moment).toLocaleTimeString(currentLocale(), { timeStyle: 'short' })
