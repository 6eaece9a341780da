import { splitName } from '#protocol/identity'
import type { Whose } from '#shared/sessions'
import type { Model } from '../model.ts'
import { whoHere } from '../who/who-here.ts'

/** Whose sessions are of interest: those of the user of the tab in front, else of the one in the form. */
export function whoseSessions(model: Model): Whose | undefined {
  const { windowId } = model.here
  if (windowId === undefined || model.companion.status !== 'ready') return undefined
  const who = whoHere(model)
  const named = who?.status === 'user' ? splitName(who.user) : undefined
  if (who?.status === 'user' && named !== undefined)
    return { windowId, site: who.site, prefix: who.prefix, ...named }
  const { site, prefix, userDirectory, userId } = model.form
  const isWhole = site !== '' && userDirectory.trim() !== '' && userId.trim() !== ''
  return isWhole
    ? { windowId, site, prefix, userDirectory: userDirectory.trim(), userId: userId.trim() }
    : undefined
}
