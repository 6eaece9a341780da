import { type Catalogue, formatMessage } from '#messages/format'
import { type MessageKey, message, type Values } from '#messages/message'
import { siteDialogTimeoutMs } from '#protocol/constants'
import { failure, HubpassError } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { readConfiguration } from '../config/configuration.ts'
import type { FoundDialog } from '../system-dialog/find-dialog.ts'
import type { Choice, Entry, PathQuestion } from '../system-dialog/system-dialog.ts'
import { withOnlyDialog } from './only-dialog.ts'

/** The dialogs about one site, in the language of the system. Each resolves with undefined if the person closes it. */
export interface SiteDialog {
  catalogue: Catalogue
  t(key: MessageKey, values?: Values): string
  choose<Id extends string>(choice: Omit<Choice<Id>, 'title' | 'cancel'>): Promise<Id | undefined>
  askText(entry: Pick<Entry, 'text'> & Partial<Entry>): Promise<string | undefined>
  askPath(question: PathQuestion): Promise<string | undefined>
}

/** What tests replace. */
export interface DialogSystem {
  find(): FoundDialog | Promise<FoundDialog>
  readCatalogue(): Catalogue | Promise<Catalogue>
  limitMs: number
}

/** Loads the dialogs on demand. They lie in a file of their own. */
const thisSystem: DialogSystem = {
  find: async () => (await import('../system-dialog/index.ts')).findDialog(),
  readCatalogue: async () => (await import('../system-dialog/index.ts')).readSystemCatalogue(),
  limitMs: siteDialogTimeoutMs,
}

/**
 * Runs an action that asks the person at this machine, within a time limit. Throws
 * SITE_CHANGE_FORBIDDEN, SITE_DIALOG_OPEN, SITE_DIALOG_UNAVAILABLE, CANCELLED, and
 * SITE_CHANGE_REFUSED after the limit.
 */
export async function withDialog<T>(
  site: string,
  signal: AbortSignal,
  action: (dialog: SiteDialog) => Promise<T>,
  system: DialogSystem = thisSystem,
): Promise<T> {
  const { addSites } = await readConfiguration()
  if (addSites === 'terminal') throw failure('SITE_CHANGE_FORBIDDEN', { site, by: 'configuration' })
  return withOnlyDialog(site, async () => action(await openDialog(site, signal, system)))
}

async function openDialog(site: string, signal: AbortSignal, system: DialogSystem): Promise<SiteDialog> {
  const found = await system.find()
  if ('missing' in found)
    throw failure('SITE_DIALOG_UNAVAILABLE', {
      site,
      reason: message('reason.noDialogProgram', { programs: found.missing }),
    })
  const { dialog } = found
  const catalogue = await system.readCatalogue()
  const deadline = AbortSignal.timeout(system.limitMs)
  const both = AbortSignal.any([signal, deadline])
  const t = (key: MessageKey, values: Values = {}) => formatMessage(catalogue, message(key, values))

  async function ask<A>(show: () => Promise<A>): Promise<A> {
    try {
      return await show()
    } catch (error) {
      if (error instanceof HubpassError) throw error
      if (signal.aborted) throw failure('CANCELLED', {}, error)
      if (deadline.aborted)
        throw failure('SITE_CHANGE_REFUSED', { site, minutes: system.limitMs / 60_000 }, error)
      throw failure('SITE_DIALOG_UNAVAILABLE', { site, reason: errorMessage(error) }, error)
    }
  }

  const shared = { title: `Hubpass: ${site}`, ok: t('dialog.ok'), cancel: t('dialog.cancel') }
  return {
    catalogue,
    t,
    choose: choice => ask(() => dialog.choose({ ...shared, ...choice }, both)),
    askText: entry => ask(() => dialog.askText({ ...shared, value: '', isSecret: false, ...entry }, both)),
    askPath: question => ask(() => dialog.askPath(question, both)),
  }
}
