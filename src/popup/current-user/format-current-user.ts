import type { CurrentUser } from '#shared/sessions/current-user'
import { formatTime } from '#ui/dates.ts'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

/** Returns who is signed in in the active tab; undefined if the tab shows no hub. */
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

/** Returns the details in one line. */
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

/** The session has not expired even if the estimate says so: the hub has just returned the user. */
function formatTimeLeft(endsAt: number | undefined, now: number): string {
  if (endsAt === undefined) return ''
  const minutes = Math.round((endsAt - now) / 60_000)
  return minutes < 1 ? t('popup.whoEndsSoon') : t('popup.whoMinutesLeft', { minutes })
}
