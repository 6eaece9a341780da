import { failure } from '#protocol/errors'
import { withAudit } from '../audit/with-audit.ts'
import { readConfiguration } from '../config/configuration.ts'
import { saveSite } from '../config/save-site.ts'
import { askForSite } from '../site-dialog/ask-for-site.ts'
import { readCaller } from '../site-dialog/caller.ts'
import { startDraft } from '../site-dialog/draft.ts'
import { withDialog } from '../site-dialog/with-dialog.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Asks the person at the machine to add or change a site, outside the browser. The request names only
 * its id and its hub. Writes to the audit log.
 */
export const addSite: CommandHandler<'addSite'> = async (request, { signal, via }) => {
  const isChange = (await findSite(request.site).catch(() => undefined)) !== undefined
  const action = isChange ? 'site.change' : 'site.add'
  return withAudit({ action, site: request.site, virtualProxy: '', hub: request.hub, via }, async trail => {
    startDraft(request)
    return withDialog(request.site, signal, async dialog => {
      const { site, credential } = await askForSite(
        dialog,
        request,
        readCaller(),
        await findSite(request.site),
      )
      if (signal.aborted) throw failure('CANCELLED', {})
      await trail.recordAsked()
      const previous = await saveSite(site)
      const { id, hub } = site
      return { site: { id, hub }, replaced: previous !== undefined, warnings: credential.warnings }
    })
  })
}

const findSite = async (id: string) => (await readConfiguration()).sites.find(site => site.id === id)
