import { failure } from '#protocol/errors'
import { withAudit } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { removeSavedSite } from '../config/save-site.ts'
import { readCaller } from '../site-dialog/caller.ts'
import { toParagraphs, toShownText } from '../site-dialog/describe-draft.ts'
import { withDialog } from '../site-dialog/with-dialog.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Asks the person at the machine to remove a site, outside the browser. Its certificate files stay.
 * Writes to the audit log.
 */
export const removeSite: CommandHandler<'removeSite'> = ({ site: id }, { signal, via }) =>
  withAudit({ action: 'site.remove', site: id, virtualProxy: '', via }, async trail => {
    const { hub } = await requireSite(id)
    return withDialog(id, signal, async ({ t, choose }) => {
      const answer = await choose({
        text: toParagraphs([
          [t('dialog.removeSite', { caller: toShownText(readCaller()) })],
          [t('dialog.site', { site: id }), t('dialog.hub', { hub })],
          [t('dialog.removeKeeps')],
          [t('dialog.onlyYours')],
        ]),
        options: [{ id: 'remove', label: t('dialog.remove') }],
      })
      if (answer === undefined) throw failure('SITE_CHANGE_REFUSED', { site: id })
      await trail.recordAsked()
      await removeSavedSite(id)
      return { removed: id }
    })
  })
