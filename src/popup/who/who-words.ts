import type { Who } from '#shared/who'
import { clock } from '#ui/dates.ts'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'

/** What the popup opens on: who is signed in in the tab in front; undefined where that is no question. */
export function titleOf(who: Who): string | undefined {
  switch (who.status) {
    case 'notHub':
      return undefined
    case 'user':
      return who.user
    case 'nobody':
      return text('whoNobody')
    case 'anonymous':
      return text('whoAnonymous')
    default:
      return text('whoUnknown')
  }
}

/** The rest of it, in one line. */
export function noteOf(who: Who, now: number): string {
  switch (who.status) {
    case 'notHub':
      return ''
    case 'user':
      return [on(who.prefix), madeOf(who), timeLeft(who.endsAt, now)].filter(part => part).join(' · ')
    case 'asking':
      return text('whoAsking', proxyWords(who.prefix))
    case 'unreachable':
      return text('whoUnreachable', proxyWords(who.prefix))
    case 'noPermission':
      return text('whoNoPermission')
    default:
      return on(who.prefix)
  }
}

const on = (prefix: string): string => (prefix === '' ? text('whoOnDefault') : text('whoOn', prefix))

function madeOf({ isOurs, since }: { isOurs?: boolean | undefined; since?: number | undefined }): string {
  if (isOurs === undefined) return ''
  return since === undefined ? text('whoNotOurs') : text('whoSince', clock(since))
}

/** The hub has just named the user, so it is not over, however late it is. */
function timeLeft(endsAt: number | undefined, now: number): string {
  if (endsAt === undefined) return ''
  const minutes = Math.round((endsAt - now) / 60_000)
  return minutes < 1 ? text('whoEndsSoon') : text('whoMinutesLeft', minutes)
}
