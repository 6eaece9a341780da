import type { CurrentUser } from '#shared/sessions/current-user'
import type { Model } from '../state/model.ts'

/** Returns the site of the tab, or else of the form; empty if the companion does not know it. */
export function getSiteToCheck(currentUser: CurrentUser | undefined, { companion, form }: Model): string {
  const id = currentUser === undefined || currentUser.status === 'notHub' ? form.site : currentUser.site
  return companion.status === 'ready' && companion.sites.some(site => site.id === id) ? id : ''
}

/** Returns the hub that the tab shows. */
export const getHubOfTab = (currentUser: CurrentUser | undefined, { sites }: Model): string | undefined =>
  currentUser === undefined || currentUser.status === 'notHub'
    ? undefined
    : sites.find(({ id }) => id === currentUser.site)?.hub
