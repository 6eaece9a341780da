import type { CurrentUser } from '#shared/sessions/current-user'
import { formatTime } from '#ui/dates.ts'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

/** What the popup opens on: who is signed in in the tab in front; undefined where that is no question. */
export function formatUserTitle(currentUser: CurrentUser): string | undefined {
  switch (currentUser.status) {
    case 'notHub':
      return undefined
    case 'user':
      return currentUser.user
    case 'nobody':
      return t('popup.whoNobody')
    case 'anonymous':
      return t('popup.whoAnonymous')
    default:
      return t('popup.whoUnknown')
  }
}

/** The rest of it, in one line. */
export function formatUserNote(currentUser: CurrentUser, now: number): string {
  switch (currentUser.status) {
    case 'notHub':
      return ''
    case 'user':
      return [
        formatOnProxy(currentUser.prefix),
        formatOrigin(currentUser),
        formatTimeLeft(currentUser.endsAt, now),
      ]
        .filter(part => part)
        .join(' · ')
    case 'asking':
      return t('popup.whoAsking', { proxy: formatVirtualProxy(currentUser.prefix) })
    case 'unreachable':
      return t('popup.whoUnreachable', { proxy: formatVirtualProxy(currentUser.prefix) })
    case 'noPermission':
      return t('popup.whoNoPermission')
    default:
      return formatOnProxy(currentUser.prefix)
  }
}

const formatOnProxy = (prefix: string): string =>
  prefix === '' ? t('popup.whoOnDefault') : t('common.onProxy', { proxy: prefix })

function formatOrigin({
  isCreatedByHubpass,
  since,
}: {
  isCreatedByHubpass?: boolean | undefined
  since?: number | undefined
}): string {
  if (isCreatedByHubpass === undefined) return ''
  return since === undefined ? t('popup.whoNotByHubpass') : t('popup.whoSince', { time: formatTime(since) })
}

/** The hub has just named the user, so it is not over, however late it is. */
function formatTimeLeft(endsAt: number | undefined, now: number): string {
  if (endsAt === undefined) return ''
  const minutes = Math.round((endsAt - now) / 60_000)
  return minutes < 1 ? t('popup.whoEndsSoon') : t('popup.whoMinutesLeft', { minutes })
}
