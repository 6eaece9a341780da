import { currentLocale } from './i18n.ts'

/** Formats hours and minutes. */
export const formatTime = (moment: number): string =>
  new Date(moment).toLocaleTimeString(currentLocale(), { timeStyle: 'short' })

/** Formats date and time for the tester's locale. */
export const formatDateTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(milliseconds)

/** Formats date and time to the minute, and leaves out the current year. */
export function formatDayTime(milliseconds: number): string {
  const isThisYear = new Date(milliseconds).getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(currentLocale(), {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(milliseconds)
}
